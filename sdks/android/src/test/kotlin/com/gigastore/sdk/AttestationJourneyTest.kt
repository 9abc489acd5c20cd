package com.gigastore.sdk

import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

/** The app is attested by a double of Google Play, whose tokens a real store reads. */
@RunWith(RobolectricTestRunner::class)
class AttestationJourneyTest {
  @Before fun start() = RealStore.fail()

  @After fun stop() = RealStore.fail()

  @Test
  fun `an app that has to be attested opens each session with a token of its own`() = runBlocking {
    val reseller = Reseller()
    val play = FakePlay(reseller.packageName, Reseller.CERTIFICATE)
    val now = reseller.requireAttestation(play)
    val sale = reseller.sell()
    val app = anApp(reseller, sale)
    assertEquals("app_not_attested", failureOf { app.getAllProfiles() }.platformCode)
    app.setAttestationProvider { nonce -> play.tokenFor(nonce, now) }
    RealStore.fail(lostAnswer())
    assertEquals(sale.iccid, app.getAllProfiles().single().iccid)
    app.setUserToken("the same customer, signed in again")
    assertEquals(sale.iccid, app.getAllProfiles().single().iccid)
    assertEquals(2, play.nonces.distinct().size)
    assertEquals(2, play.nonces.size)
  }

  @Test
  fun `an altered app opens no session, and its install token stays unused`() = runBlocking {
    val reseller = Reseller()
    val play = FakePlay(reseller.packageName, Reseller.CERTIFICATE)
    val now = reseller.requireAttestation(play)
    val sale = reseller.sell()
    val token = reseller.installToken(sale)
    val app = anApp(reseller, sale).apply { setInstallTokenSource { token } }
    app.setAttestationProvider { nonce -> play.tokenFor(nonce, now, "UNRECOGNIZED_VERSION") }
    val error = failureOf { app.getAllProfiles() }
    assertTrue(error is GigastoreException.Unauthorised)
    assertEquals("app_not_attested", error.platformCode)
    assertTrue("${error.message}", "does not recognize" in error.message.orEmpty())
    app.setAttestationProvider { _, completion -> completion(play.tokenFor("another", now), null) }
    assertTrue("nonce" in failureOf { app.getAllProfiles() }.message.orEmpty())
    app.setAttestationProvider { nonce, completion -> completion(play.tokenFor(nonce, now), null) }
    assertEquals(sale.iccid, app.getAllProfiles().single().iccid)
  }

  private fun anApp(reseller: Reseller, sale: Reseller.Sale): GigastoreClient {
    val context = RuntimeEnvironment.getApplication()
    val options = GigastoreOptions()
    val client =
      GigastoreClient(context, reseller.key, true, options, RealStore.url, listOf(50L, 50L))
    client.setInstallTokenSource { reseller.installToken(sale) }
    return client
  }

  private fun lostAnswer() =
    JSONObject()
      .put("method", "POST")
      .put("path", "/sdk/v1/sessions")
      .put("do", "cut_after")
      .put("times", 1)
}
