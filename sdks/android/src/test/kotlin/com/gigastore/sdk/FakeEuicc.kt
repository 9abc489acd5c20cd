package com.gigastore.sdk

import android.app.Activity
import android.app.PendingIntent
import android.content.Intent
import android.telephony.euicc.DownloadableSubscription
import android.telephony.euicc.EuiccManager
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.annotation.Resetter
import org.robolectric.shadows.ShadowEuiccManager

/** An `EuiccManager` that answers downloads and the user's consent as a test says. */
@Implements(EuiccManager::class)
class FakeEuicc : ShadowEuiccManager() {
  /** What the system says to a callback. */
  class Answer(val result: Int, val extras: Intent = Intent())

  @Implementation
  fun downloadSubscription(
    subscription: DownloadableSubscription,
    switchAfterDownload: Boolean,
    callback: PendingIntent,
  ) {
    asked += subscription.encodedActivationCode.orEmpty()
    if (refuses) throw SecurityException("The app may not.")
    send(callback)
  }

  @Implementation
  fun startResolutionActivity(
    activity: Activity,
    requestCode: Int,
    resultIntent: Intent,
    callback: PendingIntent,
  ) {
    questions += resultIntent
    send(callback)
  }

  /** As the system does it: the code is the result of the broadcast, the rest its extras. */
  private fun send(callback: PendingIntent) {
    val answer = answers.removeFirst()
    val intent = Intent(shadowOf(callback).savedIntent).putExtras(answer.extras)
    val context = RuntimeEnvironment.getApplication()
    context.sendOrderedBroadcast(intent, null, null, null, answer.result, null, null)
  }

  companion object {
    val answers = ArrayDeque<Answer>()
    val asked = mutableListOf<String>()
    val questions = mutableListOf<Intent>()
    var refuses = false

    fun forget() {
      answers.clear()
      asked.clear()
      questions.clear()
      refuses = false
    }

    @JvmStatic
    @Resetter
    fun resetAll() = forget()
  }
}
