package com.gigastore.sdk

import com.gigastore.sdk.FakeStore.Companion.refusal
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import okhttp3.mockwebserver.MockResponse
import okhttp3.mockwebserver.RecordedRequest
import okhttp3.mockwebserver.SocketPolicy
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

/** Packages that the app asks for, by the token of its user. */
@RunWith(RobolectricTestRunner::class)
class ActivationTest {
  private val store = FakeStore()
  private val context = RuntimeEnvironment.getApplication()

  @After fun stop() = store.close()

  @Test
  fun `asks for the user with the key of the app`() = runBlocking {
    val keys = mutableListOf<String?>()
    store.instead = { request ->
      keys += request.getHeader("Authorization")
      null
    }
    val activation = anApp().activateItem(ITEM, metaTag = "order-1")
    val asked = store.activations.single()
    assertEquals(activation.activationId, asked.getString("activationId"))
    assertEquals(listOf(ITEM, USER, "order-1"), NAMES.map(asked::getString))
    assertEquals(listOf<String?>("Bearer pk_test_1"), keys)
    assertEquals(store.profile.getString("id"), activation.profiles.single().id)
  }

  @Test
  fun `a lost answer is asked for again with the same ID`() {
    val ids = mutableListOf<String>()
    store.instead = { request ->
      if (ids.size < 2) {
        ids += JSONObject(request.body.readUtf8()).getString("activationId")
        MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST)
      } else {
        null
      }
    }
    val activation = runBlocking { anApp().activateItem(ITEM) }
    assertEquals(setOf(activation.activationId), ids.toSet())
  }

  @Test
  fun `the ID is kept until the store has sold, also when the app starts again`() {
    val first = refusedWith(503, "service_unavailable")
    val second = refusedWith(403, "approval_rejected")
    val sold = runBlocking { anApp().activateItem(ITEM).activationId }
    assertEquals(setOf(sold), (first + second).toSet())
    assertNotEquals(sold, runBlocking { anApp().activateItem(ITEM).activationId })
  }

  @Test
  fun `another user, item or metatag has another ID`() {
    val ids =
      refusedWith(503, null) { activateItem(ITEM) } +
        refusedWith(503, null) { activateItem("another") } +
        refusedWith(503, null) { activateItem(ITEM, "order-2") } +
        refusedWith(503, null) {
          setUserToken("u_another")
          activateItem(ITEM)
        }
    assertEquals(4, ids.distinct().size)
  }

  @Test
  fun `an ID of the app's is used, and not kept`() {
    val ids = refusedWith(503, null) { activateItem(ITEM, activationId = "own") }
    assertEquals(listOf("own"), ids.distinct())
    assertNotEquals("own", runBlocking { anApp().activateItem(ITEM).activationId })
  }

  @Test
  fun `an ID that was used for something else is replaced`() {
    val used = refusedWith(409, "idempotency_key_reused").single()
    assertNotEquals(used, runBlocking { anApp().activateItem(ITEM).activationId })
  }

  @Test
  fun `a call that another one is ahead of is repeated`() {
    var ahead = 3
    store.instead = { if (ahead-- > 0) refusal(409, "idempotency_key_in_progress") else null }
    runBlocking { anApp().activateItem(ITEM) }
    assertEquals(4, store.calls.size)
  }

  @Test
  fun `calls at the same time ask with one ID`() = runBlocking {
    val app = anApp()
    val waiting = CountDownLatch(20)
    store.instead = {
      waiting.countDown()
      waiting.await(20, TimeUnit.SECONDS)
      null
    }
    val sold = List(20) { async { app.activateItem(ITEM).activationId } }.awaitAll()
    assertEquals(1, sold.distinct().size)
  }

  @Test
  fun `the app is told why your server refused`() {
    val answer = JSONObject().put("code", "approval_rejected").put("detail", "Pay first.")
    store.instead = { FakeStore.answer(403, answer) }
    val error = failureOf { anApp().activateItem(ITEM) }
    assertTrue(error is GigastoreException.Unknown)
    assertEquals("approval_rejected" to "Pay first.", error.platformCode to error.message)
    store.instead = { FakeStore.answer(200, "{}") }
    assertTrue(failureOf { anApp().activateItem(ITEM) } is GigastoreException.Unknown)
  }

  @Test
  fun `nothing is asked for when nobody is signed in`() {
    val app = anApp().apply { setUserToken(null) }
    assertTrue(failureOf { app.activateItem(ITEM) } is GigastoreException.Unauthorised)
    assertTrue(failureOf { app.getAllProfiles() } is GigastoreException.Unauthorised)
    assertEquals(emptyList<String>(), store.calls)
  }

  @Test
  fun `an app without install tokens lists and installs the eSIMs of its user`() = runBlocking {
    val app = anApp()
    val profile = app.getAllProfiles().single()
    assertEquals(profile, app.getProfile(profile.id.uppercase()))
    assertEquals("esim_profile_not_found", failureOf { app.getProfile("another") }.platformCode)
    val activity = Robolectric.buildActivity(android.app.Activity::class.java).get()
    assertEquals(InstallationWay.SIMULATED, app.installProfile(activity, profile).way)
    assertEquals(setOf("POST /user-profiles"), store.calls.toSet())
  }

  @Test
  fun `a callback gets the package`() {
    Gigastore.load(context, "pk_test_1", true, GigastoreOptions(storeUrl = store.url))
    Gigastore.setUserToken(USER)
    var answered: Any? = null
    Gigastore.activateItem(context, ITEM) { activation, error -> answered = activation ?: error }
    assertTrue(eventually { answered } is Activation)
  }

  private fun anApp(): GigastoreClient {
    val options = GigastoreOptions()
    val client = GigastoreClient(context, "pk_test_1", true, options, store.url, listOf(1L, 1L))
    client.setUserToken(USER)
    return client
  }

  /** Returns the IDs of an activation that the store refuses. */
  private fun refusedWith(
    status: Int,
    code: String?,
    activate: suspend GigastoreClient.() -> Unit = { activateItem(ITEM) },
  ): List<String> {
    val ids = mutableListOf<String>()
    store.instead = { request: RecordedRequest ->
      ids += JSONObject(request.body.readUtf8()).getString("activationId")
      refusal(status, code)
    }
    failureOf { anApp().activate() }
    store.instead = { null }
    return ids
  }

  private companion object {
    const val ITEM = "4f1eec1b-61dc-47df-91a6-0123456789ab"
    const val USER = "u_5f0c1e9a7b3d2468ace013579bdf0246"
    val NAMES = listOf("inventoryItemId", "userToken", "metaTag")
  }
}
