package com.gigastore.sdk

import android.app.Activity
import android.content.ComponentName
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.pm.PackageManager
import android.os.Looper
import android.telephony.euicc.EuiccManager
import android.view.View
import android.view.ViewGroup
import android.widget.TextView
import com.gigastore.sdk.GigastoreOptions.TestPhone
import kotlinx.coroutines.Deferred
import org.junit.After
import org.junit.Before
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow

/** A phone that takes eSIMs, with what a test gives it. */
@RunWith(RobolectricTestRunner::class)
@Config(shadows = [FakeEuicc::class])
abstract class OnAPhone {
  internal val store = FakeStore()
  internal val profile = GigastoreESIMProfile.of(store.profile)
  internal val context: Context = RuntimeEnvironment.getApplication()
  internal val activity = Robolectric.buildActivity(Activity::class.java).create().get()

  @Before
  fun takeEsims() {
    FakeEuicc.forget()
    shadowOf(context.packageManager)
      .setSystemFeature(PackageManager.FEATURE_TELEPHONY_EUICC, true)
    val manager = context.getSystemService(Context.EUICC_SERVICE) as EuiccManager
    Shadow.extract<FakeEuicc>(manager).setIsEnabled(true)
  }

  @After
  fun stop() {
    store.close()
    emptyOutbox()
  }

  internal fun aPhone(options: GigastoreOptions = GigastoreOptions(testPhone = TestPhone.NONE)) =
    appOf(store, options)

  internal fun install(app: GigastoreClient, profile: GigastoreESIMProfile = this.profile) =
    beside { app.installProfile(activity, profile) }

  internal fun Deferred<Installation>.success() = resultOf(this).getOrThrow()

  internal fun Deferred<Installation>.failure() =
    resultOf(this).exceptionOrNull() as GigastoreException

  /** Gives the phone an app for an action; for links of a host, or of any. */
  internal fun offer(action: String, host: String? = "") {
    val component = ComponentName("com.example.system", "com.example.system.Installer")
    val filter = IntentFilter(action).apply { addCategory(Intent.CATEGORY_DEFAULT) }
    if (action == Intent.ACTION_VIEW) {
      filter.addDataScheme("https")
      host?.let { filter.addDataAuthority(it, null) }
    }
    val packages = shadowOf(context.packageManager)
    packages.addActivityIfNotPresent(component)
    packages.addIntentFilterForActivity(component, filter)
  }

  /**
   * Waits for the SDK's activity, and starts it as the system does. Robolectric gives what was
   * started last, of all activities together: what the SDK's activity started before may be first.
   */
  internal fun shownScreen(): ActivityController<InstallationActivity> {
    val intent = eventually { shadowOf(activity).nextStartedActivity?.takeIf(::isOfTheSdk) }
    return Robolectric.buildActivity(InstallationActivity::class.java, intent).setup()
  }

  internal fun finish(shown: ActivityController<InstallationActivity>, result: Int) {
    val screen = shadowOf(shown.get())
    val started = eventually {
      screen.nextStartedActivityForResult?.intent?.takeUnless(::isOfTheSdk)
    }
    screen.receiveResult(started, result, null)
    shown.destroy()
  }

  private fun isOfTheSdk(intent: Intent) =
    intent.component?.className == InstallationActivity::class.java.name

  internal fun finishCodes(label: String) = click(shownScreen(), label)

  internal fun click(shown: ActivityController<InstallationActivity>, label: String) {
    val views = viewsOf(shown.get()).filterIsInstance<TextView>()
    views.first { it.text.toString() == label }.performClick()
    shadowOf(Looper.getMainLooper()).idle()
  }

  internal fun viewsOf(activity: Activity): List<View> = below(activity.window.decorView)

  private fun below(view: View): List<View> {
    val children = (view as? ViewGroup)?.let { group -> List(group.childCount, group::getChildAt) }
    return listOf(view) + children.orEmpty().flatMap(::below)
  }
}
