package com.gigastore.sdk

import com.gigastore.sdk.FakeStore.Companion.answer
import com.gigastore.sdk.FakeStore.Companion.refusal
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import okhttp3.mockwebserver.MockResponse
import okhttp3.mockwebserver.SocketPolicy
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

@RunWith(RobolectricTestRunner::class)
class ConnectionTest {
  private val store = FakeStore()
  private val context = RuntimeEnvironment.getApplication()

  @After fun stop() = store.close()

  @Test
  fun `reads the eSIMs of the user`() = runBlocking {
    val app = appOf(store)
    app.setUserToken("ada")
    val profile = app.getAllProfiles().single()
    assertEquals(listOf("AT", "DE"), profile.supportedCountries)
    assertEquals(GigastoreESIMProfile.State.RELEASED, profile.state)
    assertEquals(null, profile.imsi)
    assertEquals(profile, app.getProfile(profile.id))
    val session = store.sessions.single()
    assertEquals("install-token-of-ada", session.getString("installToken"))
  }

  @Test
  fun `names of fields are read in any letter case`() = runBlocking {
    store.profile.remove("iccid")
    store.profile.put("ICCID", "8988303000000000025")
    assertEquals("8988303000000000025", appOf(store).getAllProfiles().single().iccid)
  }

  @Test
  fun `a lost answer is asked for again, twice`() {
    var lost = 2
    store.instead = { if (lost-- > 0) cut() else null }
    runBlocking { assertEquals(1, appOf(store).getAllProfiles().size) }
    lost = Int.MAX_VALUE
    val before = store.calls.size
    assertTrue(failureOf { appOf(store).getAllProfiles() } is GigastoreException.Network)
    // The JDK repeats what was cut off once more by itself.
    assertTrue(store.calls.size - before >= 3)
  }

  @Test
  fun `a store that is busy is asked again, and one that refuses is not`() {
    for ((status, tries) in mapOf(503 to 3, 429 to 3, 500 to 3, 400 to 1, 403 to 1, 404 to 1)) {
      store.instead = { refusal(status, "some_code") }
      val before = store.calls.size
      val error = failureOf { appOf(store).getAllProfiles() }
      assertEquals("$status", tries, store.calls.size - before)
      assertEquals("some_code", error.platformCode)
    }
  }

  @Test
  fun `an answer that is not the store's is an error`() {
    val wrong =
      listOf(
        answer(200, "<html>Sign in</html>"),
        answer(200, "[]"),
        answer(200, "{}"),
        answer(200, """{"items":[{"id":"1"}]}"""),
        answer(302, "").addHeader("Location", "https://elsewhere.example/"),
      )
    for (page in wrong) {
      store.instead = { if (it.path == "/sdk/v1/profiles") page else null }
      val error = failureOf { appOf(store).getAllProfiles() }
      assertTrue("$error", error is GigastoreException.Unknown)
    }
  }

  @Test
  fun `a store that is silent is given up after the timeout`() {
    store.instead = { MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE) }
    val app = appOf(store, GigastoreOptions(timeoutMs = 200), emptyList())
    val started = System.nanoTime()
    assertTrue(failureOf { app.getAllProfiles() } is GigastoreException.Network)
    assertTrue(System.nanoTime() - started < TimeUnit.SECONDS.toNanos(10))
  }

  @Test
  fun `calls at the same time share one session, and one new session when it ends`() = runBlocking {
    val app = appOf(store)
    val calls = List(20) { async { app.getAllProfiles() } }
    calls.awaitAll()
    assertEquals(1, store.sessions.size)
    store.instead = { request ->
      val isFirst = request.getHeader("Authorization") == "Bearer session-1"
      if (isFirst) refusal(401, "token_expired") else null
    }
    List(20) { async { app.getAllProfiles() } }.awaitAll()
    assertEquals(2, store.sessions.size)
  }

  @Test
  fun `another user gets another session, the same installation keeps its ID`() = runBlocking {
    val app = appOf(store)
    for (user in listOf("ada", "ada", "bob", null)) {
      app.setUserToken(user)
      app.getAllProfiles()
    }
    val tokens = store.sessions.map { it.getString("installToken") }
    assertEquals(listOf("ada", "bob", "null").map { "install-token-of-$it" }, tokens)
    assertEquals(1, store.sessions.map { it.getString("installationId") }.distinct().size)
  }

  @Test
  fun `a key of the other mode opens no session`() {
    val session = """{"sessionToken":"x","testMode":false}"""
    store.instead = { if (it.path == "/sdk/v1/sessions") answer(200, session) else null }
    val error = failureOf { appOf(store).getAllProfiles() }
    assertTrue(error is GigastoreException.Unauthorised)
    assertEquals("wrong_mode", error.platformCode)
  }

  @Test
  fun `without a source of tokens, or with one that fails, the app is told`() {
    val app = appOf(store)
    app.setInstallTokenSource { throw java.net.ConnectException("Your server is away.") }
    val away = failureOf { app.getAllProfiles() }
    assertTrue(away is GigastoreException.Network)
    assertEquals("Your server gave no install token: Your server is away.", away.message)
    app.setInstallTokenSource { withTimeout(1) { awaitCancellation() } }
    assertTrue(failureOf { app.getAllProfiles() } is GigastoreException.Network)
    app.setInstallTokenSource { throw IllegalStateException("Nobody is signed in.") }
    val error = failureOf { app.getAllProfiles() }
    assertTrue(error is GigastoreException.Unknown)
    assertEquals("Nobody is signed in.", error.message)
    assertEquals("Nobody is signed in.", error.cause?.message)
  }

  @Test
  fun `uids cannot leave their path`() {
    failureOf { appOf(store).getProfile("../usage?x=1") }
    assertEquals("GET /profiles/..%2Fusage%3Fx%3D1", store.calls.last())
  }

  @Test
  fun `load wants a key of the mode and a store`() {
    val options = GigastoreOptions(storeUrl = store.url)
    for ((key, isTest) in listOf("pk_live_1" to true, "pk_test_1" to false, "" to true)) {
      assertThrows(IllegalArgumentException::class.java) {
        Gigastore.load(context, key, isTest, options)
      }
    }
    assertThrows(IllegalArgumentException::class.java) {
      Gigastore.load(context, "pk_test_1", true)
    }
  }

  @Test
  fun `callbacks come on the main thread with a value or an error`() {
    Gigastore.load(context, "pk_test_1", true, GigastoreOptions(storeUrl = store.url))
    Gigastore.setInstallTokenSource { "install-token" }
    var answered: Any? = null
    val main = Thread.currentThread()
    Gigastore.getAllProfiles(context) { profiles, error ->
      assertEquals(main, Thread.currentThread())
      answered = profiles ?: error
    }
    val profiles = eventually { answered } as List<*>
    assertEquals(1, profiles.size)
    answered = null
    Gigastore.getProfile(context, "another") { profile, error -> answered = profile ?: error }
    val error = eventually { answered } as GigastoreException.Unknown
    assertEquals("esim_profile_not_found", error.platformCode)
    answered = null
    Gigastore.isEsimCapable { answered = it }
    assertEquals(false, eventually { answered })
  }

  private fun cut() = MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST)
}
