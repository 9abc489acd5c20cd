package com.gigastore.sdk

import android.app.Activity
import java.util.UUID
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

/** The app asks a real store for a package, which the reseller's server approves or refuses. */
@RunWith(RobolectricTestRunner::class)
class ActivationJourneyTest {
  private val tag = "order-${UUID.randomUUID()}"

  @After fun stop() = RealStore.fail()

  @Test
  fun `an app activates an item, once, lists it and installs it`() = runBlocking {
    val reseller = Reseller(activatesItems = true)
    approved(reseller, "SUCCESS") { server ->
      val (app, item) = anApp(reseller) to reseller.item()
      assertEquals(emptyList<Any>(), app.getAllProfiles())
      RealStore.fail(lostAnswer())
      val sold = List(5) { async { app.activateItem(item, tag) } }.awaitAll().distinct()
      assertEquals(tag, server.bodies.single().getString("metaTag"))
      val bought = reseller.packages(tag).single()
      assertEquals("ANDROID_SDK", bought.getString("salesChannelTypeCode"))
      val profile = app.getAllProfiles().single()
      assertEquals(listOf(profile), sold.single().profiles)
      val activity = Robolectric.buildActivity(Activity::class.java).get()
      assertTrue(app.installProfile(activity, profile).isConfirmed)
    }
  }

  @Test
  fun `an item that the reseller's server refuses is not sold`() = runBlocking {
    val reseller = Reseller(activatesItems = true)
    approved(reseller, "FAIL") { server ->
      val app = anApp(reseller)
      repeat(2) {
        val error = failureOf { app.activateItem(reseller.item(), tag) }
        assertEquals("approval_rejected", error.platformCode)
        assertTrue("${error.message}", "Pay first." in error.message.orEmpty())
      }
      assertEquals(1, server.bodies.map { it.getString("activationId") }.distinct().size)
      assertEquals(emptyList<JSONObject>(), reseller.packages(tag))
    }
  }

  @Test
  fun `an app that may not activate is told so`() {
    val reseller = Reseller()
    val error = failureOf { anApp(reseller).activateItem(reseller.item(), tag) }
    assertTrue(error is GigastoreException.Unauthorised)
  }

  private suspend fun approved(
    reseller: Reseller,
    returnCode: String,
    act: suspend (Webhooks) -> Unit,
  ) {
    val answer = JSONObject().put("returnCode", returnCode).put("returnMessage", "Pay first.")
    Webhooks("$answer").use { server ->
      reseller.listening("activation-request", server) { act(server) }
    }
  }

  private fun anApp(reseller: Reseller): GigastoreClient {
    val context = RuntimeEnvironment.getApplication()
    val pauses = listOf(200L, 1_000L, 2_000L)
    val client =
      GigastoreClient(context, reseller.key, true, GigastoreOptions(), RealStore.url, pauses)
    client.setUserToken("u_${UUID.randomUUID()}")
    return client
  }

  private fun lostAnswer() =
    JSONObject()
      .put("method", "POST")
      .put("path", "/sdk/v1/activations")
      .put("do", "cut_after")
      .put("times", 1)
}
