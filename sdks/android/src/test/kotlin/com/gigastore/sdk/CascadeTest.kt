package com.gigastore.sdk

import android.app.Activity
import android.content.ComponentName
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.pm.PackageManager
import android.os.Looper
import android.telephony.TelephonyManager
import android.telephony.euicc.EuiccManager
import android.view.View
import android.view.ViewGroup
import android.widget.TextView
import com.gigastore.sdk.FakeEuicc.Answer
import com.gigastore.sdk.GigastoreOptions.TestPhone
import kotlinx.coroutines.Deferred
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow

/** The ways of installing, each with what the phone has for it. */
@RunWith(RobolectricTestRunner::class)
@Config(shadows = [FakeEuicc::class])
class CascadeTest {
  private val store = FakeStore()
  private val profile = GigastoreESIMProfile.of(store.profile)
  private val context: Context = RuntimeEnvironment.getApplication()
  private val activity = Robolectric.buildActivity(Activity::class.java).create().get()

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

  @Test
  fun `a phone without eSIM, or with its eSIM off, is told from one that has it`() {
    assertTrue(aPhone().isEsimCapable())
    val manager = context.getSystemService(Context.EUICC_SERVICE) as EuiccManager
    Shadow.extract<FakeEuicc>(manager).setIsEnabled(false)
    val error = install(aPhone()).failure()
    assertTrue(error is GigastoreException.NotCapable)
    assertEquals(listOf("started", "failed"), store.outcomes)
    assertEquals("NotCapable", store.reports.last().getString("platformCode"))
  }

  @Test
  fun `an app with privileges of the carrier installs directly`() {
    allow()
    FakeEuicc.answers += Answer(EuiccCodes.OK)
    val installation = install(aPhone()).success()
    assertEquals(InstallationWay.CARRIER, installation.way)
    assertTrue(installation.isConfirmed)
    assertEquals(listOf("1\$smdp.example\$1234567890ABCDEF"), FakeEuicc.asked)
    assertEquals(listOf("started", "succeeded"), store.outcomes)
  }

  @Test
  fun `the user's consent is asked for as often as the system wants it`() {
    allow()
    val question = Intent().putExtra("question", 1)
    FakeEuicc.answers += Answer(EuiccCodes.RESOLVABLE, question)
    FakeEuicc.answers += Answer(EuiccCodes.RESOLVABLE, question)
    FakeEuicc.answers += Answer(EuiccCodes.OK)
    val call = install(aPhone())
    repeat(2) { answerNext() }
    assertEquals(InstallationWay.CARRIER, call.success().way)
    assertEquals(listOf(1, 1), FakeEuicc.questions.map { it.getIntExtra("question", 0) })
  }

  @Test
  fun `a user who does not consent has cancelled`() {
    allow()
    FakeEuicc.answers += Answer(EuiccCodes.RESOLVABLE)
    FakeEuicc.answers += Answer(ERROR)
    val call = install(aPhone())
    answerNext()
    assertTrue(call.failure() is GigastoreException.UserCancelled)
    assertEquals(listOf("started", "cancelled"), store.outcomes)
  }

  @Test
  fun `each code of the system is its error, and in the report`() {
    allow()
    val limit =
      Intent().putExtra(EuiccCodes.SUBJECT, "8.8.5").putExtra(EuiccCodes.REASON, "6.4")
    val cases =
      listOf(
        coded(10_006) to GigastoreException.NotCapable::class,
        coded(10_005) to GigastoreException.Network::class,
        coded(10_014) to GigastoreException.Network::class,
        coded(10_004) to GigastoreException.Unknown::class,
        coded(10_999) to GigastoreException.Unknown::class,
        limit to GigastoreException.LimitReached::class,
      )
    for ((extras, kind) in cases) {
      FakeEuicc.answers += Answer(ERROR, extras)
      val error = install(aPhone()).failure()
      assertEquals("$extras", kind, error::class)
      assertEquals(outcomeOf(error), store.reports.last().getString("platformCode"))
    }
    val codes = store.reports.mapNotNull { it.optString("platformCode").ifEmpty { null } }
    val expected = listOf("ERROR_EUICC_INSUFFICIENT_MEMORY", "ERROR_10999", "SMDX_8.8.5/6.4")
    assertEquals(expected, codes.takeLast(3))
  }

  @Test
  fun `the system's installer gets the code when the app has no privileges`() {
    offer(EuiccCodes.START_ACTIVATION)
    val call = install(aPhone())
    val shown = shownScreen()
    assertEquals("1234567890ABCDEF", FakeInstaller.ask()?.substringAfterLast('$'))
    finish(shown, Activity.RESULT_OK)
    val installation = call.success()
    assertEquals(InstallationWay.SYSTEM, installation.way)
    assertNull("The code is there only during the installation.", FakeInstaller.ask())
  }

  @Test
  fun `the user may leave the system's installer`() {
    offer(EuiccCodes.START_ACTIVATION)
    val call = install(aPhone())
    val shown = shownScreen()
    FakeInstaller.ask()
    finish(shown, Activity.RESULT_CANCELED)
    assertTrue(call.failure() is GigastoreException.UserCancelled)
    assertEquals(listOf("started", "cancelled"), store.outcomes)
  }

  @Test
  fun `an app that the system refuses goes on with the next way`() {
    offer(EuiccCodes.START_ACTIVATION)
    FakeEuicc.refuses = true
    val options = GigastoreOptions(testPhone = TestPhone.NONE, directInstallation = true)
    val call = install(aPhone(options))
    finish(shownScreen(), Activity.RESULT_CANCELED)
    finishCodes("Done")
    assertEquals(InstallationWay.CODES, call.success().way)
    assertEquals(1, FakeEuicc.asked.size)
  }

  @Test
  fun `the link opens what the system has for it`() {
    offer(Intent.ACTION_VIEW, "esimsetup.android.com")
    val call = install(aPhone())
    finish(shownScreen(), Activity.RESULT_CANCELED)
    val installation = call.success()
    assertEquals(InstallationWay.LINK, installation.way)
    assertEquals(false, installation.isConfirmed)
    assertEquals(listOf("started"), store.outcomes)
  }

  @Test
  fun `a browser is no installer, so the codes are shown`() {
    offer(Intent.ACTION_VIEW, null)
    val call = install(aPhone())
    finishCodes("Done")
    assertEquals(InstallationWay.CODES, call.success().way)
  }

  @Test
  fun `the screen of codes has them to read and copy, and leaving it cancels`() {
    val call = install(aPhone())
    val shown = shownCodes()
    val texts = viewsOf(shown.get()).filterIsInstance<TextView>().map { it.text.toString() }
    assertTrue("$texts", texts.containsAll(listOf("smdp.example", "1234567890ABCDEF")))
    click(shown, "Copy")
    val clipboard = context.getSystemService(Context.CLIPBOARD_SERVICE)
    val clip = (clipboard as android.content.ClipboardManager).primaryClip
    assertEquals("smdp.example", clip?.getItemAt(0)?.text.toString())
    shown.get().finish()
    shown.destroy()
    assertTrue(call.failure() is GigastoreException.UserCancelled)
  }

  @Test
  fun `turning the phone keeps the screen of codes`() {
    val call = install(aPhone())
    val shown = shownCodes()
    shown.recreate()
    assertEquals(false, call.isCompleted)
    click(shown, "Done")
    assertEquals(InstallationWay.CODES, call.success().way)
  }

  @Test
  fun `an eSIM that is installed, or was as often as it can be, is not started`() {
    store.profile.put("state", "installed")
    assertTrue(install(aPhone()).failure() is GigastoreException.AlreadyInstalled)
    store.profile.put("state", "RELEASED").put("installCount", 1)
    assertTrue(install(aPhone()).failure() is GigastoreException.LimitReached)
    assertEquals(emptyList<String>(), store.outcomes)
  }

  @Test
  fun `one installation runs at a time`() {
    val app = aPhone()
    val call = install(app)
    val shown = shownCodes()
    assertEquals("BUSY", (install(app).failure() as GigastoreException.Unknown).platformCode)
    assertTrue(app.progress.value is InstallationProgress.Running)
    click(shown, "Done")
    val installation = call.success()
    assertEquals(InstallationProgress.Finished(installation), app.progress.value)
  }

  @Test
  fun `in test mode the simulated phone does what it is told`() {
    val done = install(appOf(store)).success()
    assertEquals(InstallationWay.SIMULATED to true, done.way to done.isConfirmed)
    val fails = install(appOf(store, GigastoreOptions(testPhone = TestPhone.FAILS)))
    assertEquals("SIMULATED", fails.failure().platformCode)
    val cancels = install(appOf(store, GigastoreOptions(testPhone = TestPhone.CANCELS)))
    assertTrue(cancels.failure() is GigastoreException.UserCancelled)
    val outcomes = listOf("succeeded", "failed", "cancelled")
    assertEquals(outcomes.flatMap { listOf("started", it) }, store.outcomes)
  }

  private fun aPhone(options: GigastoreOptions = GigastoreOptions(testPhone = TestPhone.NONE)) =
    appOf(store, options)

  private fun install(app: GigastoreClient) = beside { app.installProfile(activity, profile) }

  private fun Deferred<Installation>.success() = resultOf(this).getOrThrow()

  private fun Deferred<Installation>.failure() =
    resultOf(this).exceptionOrNull() as GigastoreException

  private fun outcomeOf(error: GigastoreException) =
    error.platformCode ?: error.javaClass.simpleName

  private fun coded(number: Int) = Intent().putExtra(EuiccCodes.ERROR, number)

  private fun allow() {
    val manager = context.getSystemService(Context.TELEPHONY_SERVICE) as TelephonyManager
    shadowOf(manager).setHasCarrierPrivileges(true)
  }

  /** Gives the phone an app for an action; for links of a host, or of any. */
  private fun offer(action: String, host: String? = "") {
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

  private fun answerNext() {
    val shown = shownScreen()
    shown.get().finish()
    shown.destroy()
  }

  /** Waits for the SDK's activity, and starts it as the system does. */
  private fun shownScreen(): ActivityController<InstallationActivity> {
    val intent = eventually { shadowOf(activity).nextStartedActivity }
    assertEquals(InstallationActivity::class.java.name, intent.component?.className)
    return Robolectric.buildActivity(InstallationActivity::class.java, intent).setup()
  }

  private fun shownCodes() = shownScreen()

  private fun finish(shown: ActivityController<InstallationActivity>, result: Int) {
    val started = shadowOf(shown.get()).nextStartedActivityForResult.intent
    shadowOf(shown.get()).receiveResult(started, result, null)
    shown.destroy()
  }

  private fun finishCodes(label: String) = click(shownCodes(), label)

  private fun click(shown: ActivityController<InstallationActivity>, label: String) {
    val views = viewsOf(shown.get()).filterIsInstance<TextView>()
    views.first { it.text.toString() == label }.performClick()
    shadowOf(Looper.getMainLooper()).idle()
  }

  private fun viewsOf(activity: Activity): List<View> = below(activity.window.decorView)

  private fun below(view: View): List<View> {
    val children = (view as? ViewGroup)?.let { group -> List(group.childCount, group::getChildAt) }
    return listOf(view) + children.orEmpty().flatMap(::below)
  }

  private companion object {
    const val ERROR = 2
  }
}
