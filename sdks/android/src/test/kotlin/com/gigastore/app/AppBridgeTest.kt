package com.gigastore.app

import com.gigastore.sdk.FakeStore
import com.gigastore.sdk.FakeStore.Companion.refusal
import com.gigastore.sdk.emptyOutbox
import com.gigastore.sdk.eventually
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.Dispatchers
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

/** What the plug-in for React Native and Capacitor asks of the SDK. */
@RunWith(RobolectricTestRunner::class)
class AppBridgeTest {
  private val store = FakeStore()
  private val emitted = CopyOnWriteArrayList<Pair<String, Values>>()
  private val bridge =
    AppBridge(RuntimeEnvironment.getApplication(), Dispatchers.IO) { event, values ->
      emitted += event to values
    }

  @Before
  fun load() {
    ask("load", mapOf("sdkKey" to "pk_test_1", "testMode" to true, "storeUrl" to store.url))
    ask("setUserToken", mapOf("userToken" to USER))
  }

  @After
  fun stop() {
    bridge.close()
    store.close()
    emptyOutbox()
  }

  @Test
  fun `an item is activated for the user, whose eSIMs are listed without install tokens`() {
    val sold = ask("activateItem", mapOf("inventoryItemId" to "item", "metaTag" to "order-1"))
    val asked = store.activations.single()
    assertEquals(listOf("item", USER, "order-1"), NAMES.map(asked::getString))
    assertEquals(asked.getString("activationId"), sold["activationId"])
    assertEquals(sold["profiles"], ask("getAllProfiles")["profiles"])
    assertEquals(listOf("POST /activations", "POST /user-profiles"), store.calls)
  }

  @Test
  fun `a refusal has its kind and code`() {
    store.instead = { refusal(403, "approval_rejected") }
    val input = mapOf("inventoryItemId" to "item", "metaTag" to null)
    val error = start("activateItem", input).get(MOST_S, TimeUnit.SECONDS).exceptionOrNull()
    error as AppRefusal
    assertEquals("unknown" to "approval_rejected", error.kind to error.platformCode)
    assertEquals("What went wrong.", error.message)
  }

  @Test
  fun `an app with install tokens is asked for one, and opens a session`() {
    ask("useInstallTokens")
    val listed = start("getAllProfiles")
    val (event, asked) = eventually { emitted.find { (name) -> name == "installTokenNeeded" } }
    assertEquals("installTokenNeeded" to USER, event to asked["userToken"])
    ask("answerInstallToken", mapOf("requestId" to asked["requestId"], "token" to "install-token"))
    val answer = listed.get(MOST_S, TimeUnit.SECONDS).getOrThrow()
    assertEquals(1, (answer["profiles"] as List<*>).size)
    assertEquals("install-token", store.sessions.single().getString("installToken"))
  }

  private fun ask(name: String, input: Values = emptyMap()): Values =
    start(name, input).get(MOST_S, TimeUnit.SECONDS).getOrThrow()

  private fun start(name: String, input: Values = emptyMap()): CompletableFuture<Result<Values>> {
    val answered = CompletableFuture<Result<Values>>()
    bridge.call(name, input, null) { answered.complete(it) }
    return answered
  }

  private companion object {
    const val MOST_S = 60L
    const val USER = "u_5f0c1e9a7b3d2468ace013579bdf0246"
    val NAMES = listOf("inventoryItemId", "userToken", "metaTag")
  }
}
