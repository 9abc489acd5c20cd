package com.gigastore.sdk

import android.app.Activity
import com.gigastore.sdk.GigastoreOptions.TestPhone
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

/** From the sale to the installed eSIM, with a real store. */
@RunWith(RobolectricTestRunner::class)
class JourneyTest {
  private val activity = Robolectric.buildActivity(Activity::class.java).get()

  @Before fun start() = RealStore.fail()

  @After
  fun stop() {
    RealStore.fail()
    emptyOutbox()
  }

  @Test
  fun `a sold eSIM is installed, and the store and your server hear of it`() = runBlocking {
    val reseller = Reseller()
    Webhooks().use { hooks ->
      reseller.listening("esim-status", hooks) { install(reseller, hooks) }
    }
  }

  private suspend fun install(reseller: Reseller, hooks: Webhooks) {
    val sale = reseller.sell()
    val app = anApp(reseller, reseller.installToken(sale))
    val profile = app.getAllProfiles().single()
    assertEquals(sale.iccid, profile.iccid)
    assertEquals(GigastoreESIMProfile.State.RELEASED, profile.state)
    assertTrue("AT" in profile.supportedCountries)
    assertTrue(profile.activationCode.endsWith(profile.matchingId))
    val installation = app.installProfile(activity, profile)
    assertTrue(app.sendReports())
    assertEquals(GigastoreESIMProfile.State.INSTALLED, installation.profile.state)
    assertEquals("INSTALLED", reseller.stateOf(sale))
    assertEquals(INSTALLED, reseller.timeline(sale))
    val sent = eventually { hooks.bodies.find { it.optString("iccid") == sale.iccid } }
    assertEquals("INSTALLED", sent.getString("profileState"))
  }

  @Test
  fun `failures are in the timeline`() {
    val reseller = Reseller()
    val sale = reseller.sell()
    for (phone in listOf(TestPhone.FAILS, TestPhone.CANCELS)) {
      val app = anApp(reseller, reseller.installToken(sale), phone)
      failureOf { app.installProfile(activity, app.getAllProfiles().single()) }
      assertTrue(runBlocking { app.sendReports() })
    }
    assertEquals("RELEASED", reseller.stateOf(sale))
    val outcomes = listOf("cancelled", "failed", "started", "started")
    assertEquals(outcomes.map { "installation.reported $it" }, reseller.timeline(sale))
  }

  @Test
  fun `lost reports are sent when the app starts again, and count once`() = runBlocking {
    val reseller = Reseller()
    val sale = reseller.sell()
    val app = anApp(reseller, reseller.installToken(sale))
    val profile = app.getAllProfiles().single()
    RealStore.fail(lost("cut_after", 3), lost("cut_before", 1_000))
    app.installProfile(activity, profile)
    assertEquals(2, ReportOutbox(RuntimeEnvironment.getApplication()).size)
    assertEquals("RELEASED", reseller.stateOf(sale))
    RealStore.fail()
    assertTrue(anApp(reseller, "unused").sendReports())
    assertEquals("INSTALLED", reseller.stateOf(sale))
    assertEquals(INSTALLED, reseller.timeline(sale))
  }

  @Test
  fun `a token of one eSIM reads no other`() = runBlocking {
    val reseller = Reseller()
    val (sale, other) = reseller.sell() to reseller.sell()
    val foreign = anApp(reseller, reseller.installToken(other)).getAllProfiles().single()
    val app = anApp(reseller, reseller.installToken(sale, onlyThis = true))
    assertEquals("esim_profile_not_found", failureOf { app.getProfile(foreign.id) }.platformCode)
    failureOf { app.installProfile(activity, foreign) }
    assertTrue(app.sendReports())
    assertEquals(emptyList<String>(), reseller.timeline(other))
  }

  @Test
  fun `a token that another phone used, and a disabled key, open no session`() = runBlocking {
    val reseller = Reseller()
    val token = reseller.installToken(reseller.sell())
    val app = anApp(reseller, token)
    app.getAllProfiles()
    forgetInstallation()
    val second = failureOf { anApp(reseller, token).getAllProfiles() }
    assertEquals("invalid_credentials", second.platformCode)
    reseller.disableKey()
    assertTrue(failureOf { app.getAllProfiles() } is GigastoreException.Unauthorised)
  }

  @Test
  fun `an expired token opens no session, and reports still arrive`() {
    val reseller = Reseller()
    val sale = reseller.sell()
    val (token, unused) = reseller.installToken(sale) to reseller.installToken(sale)
    val app = anApp(reseller, token, TestPhone.CANCELS)
    val profile = runBlocking { app.getAllProfiles().single() }
    val context = RuntimeEnvironment.getApplication()
    RealStore.fail(lost("cut_before", 1_000))
    failureOf { app.installProfile(activity, profile) }
    RealStore.fail()
    passADay()
    eventually {
      val late = failureOrNull { anApp(reseller, unused).getAllProfiles() }
      late.takeIf { it?.platformCode == "invalid_credentials" }
    }
    assertTrue(runBlocking { app.sendReports() })
    assertEquals(0, ReportOutbox(context).size)
    val outcomes = listOf("cancelled", "started").map { "installation.reported $it" }
    assertEquals(outcomes, Reseller().timeline(sale))
  }

  private fun anApp(
    reseller: Reseller,
    token: String,
    phone: TestPhone = TestPhone.SUCCEEDS,
  ): GigastoreClient {
    val context = RuntimeEnvironment.getApplication()
    val options = GigastoreOptions(testPhone = phone)
    val client =
      GigastoreClient(context, reseller.key, true, options, RealStore.url, listOf(50L, 50L))
    client.setInstallTokenSource { token }
    return client
  }

  private fun failureOrNull(call: suspend () -> Unit): GigastoreException? =
    try {
      runBlocking { call() }
      null
    } catch (error: GigastoreException) {
      error
    }

  private fun lost(way: String, times: Int) =
    JSONObject()
      .put("method", "POST")
      .put("path", "/sdk/v1/profiles/")
      .put("do", way)
      .put("times", times)

  /** Another phone is another installation of the app. */
  private fun forgetInstallation() {
    val context = RuntimeEnvironment.getApplication()
    context.getSharedPreferences("gigastore", 0).edit().clear().commit()
  }

  /** Sets the clock of the store 25 hours ahead. */
  private fun passADay() {
    val kill = ProcessBuilder("kill", "-USR2", System.getenv("GIGASTORE_PID")).start()
    assertTrue(kill.waitFor(10, TimeUnit.SECONDS))
  }

  private companion object {
    val INSTALLED =
      listOf(
        "esim.status_changed",
        "installation.reported started",
        "installation.reported succeeded",
      )
  }
}
