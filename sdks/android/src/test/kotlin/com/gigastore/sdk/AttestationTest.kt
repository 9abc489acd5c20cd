package com.gigastore.sdk

import com.gigastore.sdk.FakeStore.Companion.refusal
import java.io.IOException
import java.security.MessageDigest
import java.util.Base64
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import okhttp3.mockwebserver.MockResponse
import okhttp3.mockwebserver.SocketPolicy
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

/** Sessions for which the app's provider vouches. */
@RunWith(RobolectricTestRunner::class)
class AttestationTest {
  private val store = FakeStore()
  private val nonces = mutableListOf<String>()

  @After fun stop() = store.close()

  @Test
  fun `the nonce is the hash that the store makes, as Play Integrity takes it`() {
    val nonce = nonceOf("token", "7555CAB8-72bc-4e85-b56a-6cdf60e2d6e4")
    assertEquals("zHCXq36E8sj7waSAi1jJQ367DPiBw1HyyNsXniQptbY", nonce)
  }

  @Test
  fun `each session is attested by a nonce of its own`() = runBlocking {
    val app = anAttestedApp()
    app.getAllProfiles()
    app.getAllProfiles()
    app.setUserToken("ada")
    app.getAllProfiles()
    assertEquals(store.sessions.map(::hashOf), nonces)
    assertEquals(nonces.map { "vouched for $it" }, store.sessions.map(::attestationOf))
    assertEquals(2, nonces.distinct().size)
  }

  @Test
  fun `a session that has ended is followed by one that is attested again`() = runBlocking {
    val app = anAttestedApp()
    store.instead = { request ->
      val isFirst = request.getHeader("Authorization") == "Bearer session-1"
      if (isFirst) refusal(401, "token_expired") else null
    }
    app.getAllProfiles()
    assertEquals(2, nonces.size)
  }

  @Test
  fun `an app without a provider sends no attestation`() {
    runBlocking { appOf(store).getAllProfiles() }
    assertFalse(store.sessions.single().has("attestation"))
  }

  @Test
  fun `a lost answer is asked for again with the same attestation`() = runBlocking {
    val sent = mutableListOf<String>()
    store.instead = { request ->
      if (request.path == "/sdk/v1/sessions" && sent.size < 2) {
        sent += attestationOf(JSONObject(request.body.readUtf8()))
        MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST)
      } else {
        null
      }
    }
    anAttestedApp().getAllProfiles()
    assertEquals(setOf("vouched for ${nonces.single()}"), sent.toSet())
    assertEquals(sent.last(), attestationOf(store.sessions.single()))
  }

  @Test
  fun `a service with callbacks answers, once`() {
    val app = appOf(store)
    app.setAttestationProvider { nonce, completion ->
      Thread {
          completion("first for $nonce", null)
          completion(null, IllegalStateException("It was answered."))
        }
        .start()
    }
    runBlocking { app.getAllProfiles() }
    val session = store.sessions.single()
    assertEquals("first for ${hashOf(session)}", attestationOf(session))
    app.setUserToken("ada")
    app.setAttestationProvider { _, completion -> completion(null, IOException("No network.")) }
    val error = failureOf { app.getAllProfiles() }
    assertTrue(error is GigastoreException.Network)
    assertTrue("${error.message}", "No network." in error.message.orEmpty())
  }

  @Test
  fun `the calls with callbacks take both kinds of providers`() {
    val context = RuntimeEnvironment.getApplication()
    Gigastore.load(context, "pk_test_1", true, GigastoreOptions(storeUrl = store.url))
    Gigastore.setInstallTokenSource { "install-token" }
    Gigastore.setAttestationProvider { nonce -> "for $nonce" }
    runBlocking { Gigastore.client.getAllProfiles() }
    Gigastore.setUserToken("ada")
    Gigastore.setAttestationProvider { nonce, completion -> completion("answer to $nonce", null) }
    runBlocking { Gigastore.client.getAllProfiles() }
    val words = store.sessions.map { attestationOf(it).substringBefore(' ') }
    assertEquals(listOf("for", "answer"), words)
  }

  @Test
  fun `an attestation that fails or takes too long opens no session, and says why`() {
    val hasty = appOf(store, GigastoreOptions(attestationTimeoutMs = 50))
    for (provider in slow()) {
      hasty.setAttestationProvider(provider)
      val error = failureOf { hasty.getAllProfiles() }
      assertTrue("$error", error is GigastoreException.Network)
      assertEquals("attestation_timeout", error.platformCode)
    }
    val app = appOf(store)
    for (provider in failing()) {
      app.setAttestationProvider(provider)
      val error = failureOf { app.getAllProfiles() }
      assertTrue("$error", error is GigastoreException.Unknown)
      assertEquals("attestation_failed", error.platformCode)
      assertTrue("$error", "was not attested" in error.message.orEmpty())
    }
    app.setAttestationProvider { throw GigastoreException.NotCapable() }
    assertTrue(failureOf { app.getAllProfiles() } is GigastoreException.NotCapable)
    assertEquals(emptyList<String>(), store.calls)
  }

  @Test
  fun `an app that the store does not recognize is told so, and attested again by the next call`() {
    store.instead = { refusal(403, "app_not_attested") }
    val app = anAttestedApp()
    val error = failureOf { app.getAllProfiles() }
    assertTrue(error is GigastoreException.Unauthorised)
    assertEquals("app_not_attested", error.platformCode)
    assertEquals(1, store.calls.size)
    store.instead = { null }
    runBlocking { app.getAllProfiles() }
    assertEquals(2, nonces.size)
  }

  @Test
  fun `a call that the app cancels while it is attested is cancelled`() = runBlocking {
    val app = appOf(store)
    app.setAttestationProvider { awaitCancellation() }
    assertEquals(null, withTimeoutOrNull(50) { app.getAllProfiles() })
    app.setAttestationProvider { "token" }
    assertEquals(1, app.getAllProfiles().size)
  }

  @Test
  fun `the session of a user who signs out while it opens is not used`() {
    val app = appOf(store)
    app.setUserToken("ada")
    app.setAttestationProvider { nonce ->
      app.setUserToken("bob")
      "vouched for $nonce"
    }
    assertTrue(failureOf { app.getAllProfiles() } is GigastoreException.Unauthorised)
    runBlocking { app.getAllProfiles() }
    val tokens = store.sessions.map { it.getString("installToken") }
    assertEquals(listOf("install-token-of-ada", "install-token-of-bob"), tokens)
    assertNotEquals(attestationOf(store.sessions[0]), attestationOf(store.sessions[1]))
  }

  private fun anAttestedApp(): GigastoreClient {
    val app = appOf(store)
    app.setAttestationProvider { nonce ->
      nonces += nonce
      "vouched for $nonce"
    }
    return app
  }

  private fun slow() =
    listOf(AttestationProvider { awaitCancellation() }, providerOf { _, _ -> })

  private fun failing() =
    listOf(
      AttestationProvider { throw IllegalStateException("Play is too old.") },
      AttestationProvider { throw CancellationException("The task was cancelled.") },
      AttestationProvider { " " },
      providerOf { _, completion -> completion(null, null) },
    )

  private fun hashOf(session: JSONObject): String {
    val names = listOf("installToken", "installationId")
    val request = names.joinToString(".", transform = session::getString)
    val hash = MessageDigest.getInstance("SHA-256").digest(request.toByteArray())
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash)
  }

  private fun attestationOf(session: JSONObject): String = session.getString("attestation")
}
