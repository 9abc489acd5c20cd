package com.gigastore.sdk

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Intent
import android.content.IntentSender
import android.os.Bundle
import java.util.UUID
import java.util.concurrent.ConcurrentHashMap
import kotlinx.coroutines.CompletableDeferred

/** Starts what the system shows, and waits for its result; or shows the codes itself. */
class InstallationActivity : Activity() {
  private var step: Step? = null

  override fun onCreate(state: Bundle?) {
    super.onCreate(state)
    val step = intent.getStringExtra(ID)?.let { STEPS[it] }
    this.step = step
    // The process ended in between: nobody waits for it any more.
    if (step == null) return finish()
    if (step.codes != null) return setContentView(CodeScreen(this, step.codes).view)
    if (state == null) begin(step)
  }

  private fun begin(step: Step) {
    try {
      step.begin(this)
    } catch (_: ActivityNotFoundException) {
      end(NOT_STARTED)
    } catch (_: SecurityException) {
      end(NOT_STARTED)
    } catch (_: IntentSender.SendIntentException) {
      end(NOT_STARTED)
    }
  }

  @Deprecated("The framework's only way without libraries.")
  override fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?) {
    end(resultCode)
  }

  internal fun end(result: Int) {
    step?.result?.complete(result)
    finish()
  }

  override fun onDestroy() {
    super.onDestroy()
    // Turning the phone makes another one of the same step; anything else has cancelled it.
    if (isFinishing) step?.result?.complete(RESULT_CANCELED)
  }

  internal class Step(
    val codes: Codes? = null,
    val begin: (InstallationActivity) -> Unit = {},
  ) {
    val result = CompletableDeferred<Int>()
  }

  internal class Codes(val profile: GigastoreESIMProfile, val words: CodeWords)

  internal companion object {
    /** Nothing on the phone does it. */
    const val NOT_STARTED = -100
    private const val ID = "com.gigastore.sdk.STEP"
    private const val REQUEST = 1
    private val STEPS = ConcurrentHashMap<String, Step>()

    /** Starts another activity. Returns its result, or [NOT_STARTED]. */
    @Suppress("DEPRECATION")
    suspend fun start(activity: Activity, intent: Intent): Int =
      run(activity, Step { it.startActivityForResult(intent, REQUEST) })

    /** Lets the user answer a question of the system, which calls back. */
    suspend fun resolve(activity: Activity, resolution: Phone.Resolution) {
      val step =
        Step {
          resolution.manager.startResolutionActivity(
            it,
            REQUEST,
            resolution.result,
            resolution.callback,
          )
        }
      if (run(activity, step) == NOT_STARTED) throw GigastoreException.NoCarrierPrivilege()
    }

    suspend fun showCodes(
      activity: Activity,
      profile: GigastoreESIMProfile,
      words: CodeWords,
    ): Int = run(activity, Step(Codes(profile, words)))

    private suspend fun run(activity: Activity, step: Step): Int {
      val id = UUID.randomUUID().toString()
      STEPS[id] = step
      try {
        activity.startActivity(Intent(activity, InstallationActivity::class.java).putExtra(ID, id))
        return step.result.await()
      } finally {
        STEPS.remove(id)
      }
    }
  }
}
