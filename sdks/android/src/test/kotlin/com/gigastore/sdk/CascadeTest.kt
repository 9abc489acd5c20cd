package com.gigastore.sdk

import android.app.Activity
import android.content.Context
import android.content.Intent
import android.telephony.TelephonyManager
import android.telephony.euicc.EuiccManager
import com.gigastore.sdk.FakeEuicc.Answer
import com.gigastore.sdk.GigastoreOptions.TestPhone
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadow.api.Shadow

/** The ways of installing that the system confirms. */
class CascadeTest : OnAPhone() {
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
  fun `an eSIM that no phone can install now is not started`() {
    store.profile.put("state", "installed")
    assertTrue(install(aPhone()).failure() is GigastoreException.AlreadyInstalled)
    store.profile.put("state", "RELEASED").put("installCount", 1)
    assertTrue(install(aPhone()).failure() is GigastoreException.LimitReached)
    store.profile.put("installCount", 0).put("activationCode", "LPA:1\$smdp.example")
    assertEquals("INVALID_ACTIVATION_CODE", install(aPhone()).failure().platformCode)
    assertEquals(emptyList<String>(), store.outcomes)
  }

  @Test
  fun `one installation runs at a time`() {
    val app = aPhone()
    val call = install(app)
    val shown = shownScreen()
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

  private fun outcomeOf(error: GigastoreException) =
    error.platformCode ?: error.javaClass.simpleName

  private fun coded(number: Int) = Intent().putExtra(EuiccCodes.ERROR, number)

  private fun allow() {
    val manager = context.getSystemService(Context.TELEPHONY_SERVICE) as TelephonyManager
    shadowOf(manager).setHasCarrierPrivileges(true)
  }

  private fun answerNext() {
    val shown = shownScreen()
    shown.get().finish()
    shown.destroy()
  }

  private companion object {
    const val ERROR = 2
  }
}
