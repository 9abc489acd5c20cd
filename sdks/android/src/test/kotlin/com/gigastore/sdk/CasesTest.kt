package com.gigastore.sdk

import com.gigastore.sdk.FakeStore.Companion.answer
import com.gigastore.sdk.FakeStore.Companion.refusal
import okhttp3.mockwebserver.MockResponse
import okhttp3.mockwebserver.SocketPolicy
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

/** The cases that the store and all its clients share: `sdks/cases/app.json`. */
@RunWith(RobolectricTestRunner::class)
class CasesTest {
  private val cases = sharedCases

  @Test
  fun `states are read without regard to letter case`() {
    for (case in cases.list("states")) {
      val state = GigastoreESIMProfile.State.of(case.getString("text"))
      assertEquals("$case", case.getString("state"), state.name)
    }
  }

  @Test
  fun `an activation code has its parts, and other texts have none`() {
    for (case in cases.list("activationCodes")) {
      val code = ActivationCode.of(case.getString("text"))
      val parts = code?.run { listOf(smdpAddress, matchingId, asksForConfirmation) }
      val names = listOf("smdpAddress", "matchingId", "asksForConfirmation")
      val expected = case.optJSONObject("parts")?.let { names.map(it::get) }
      assertEquals("$case", expected, parts)
    }
  }

  @Test
  fun `each refusal of the store has its kind of error`() {
    for (case in cases.list("errors")) {
      val status = case.getInt("status")
      val code = if (case.isNull("code")) null else case.getString("code")
      val error = asGigastoreException(StoreRefusal(status, code, "What went wrong."))
      val kind =
        when (error) {
          is GigastoreException.Unauthorised -> "unauthorised"
          is GigastoreException.Network -> "network"
          else -> "unknown"
        }
      assertEquals("$case", case.getString("kind"), kind)
    }
  }

  @Test
  fun `only a session that has ended is replaced, once`() {
    for (case in cases.list("errors")) {
      val code = if (case.isNull("code")) null else case.getString("code")
      FakeStore().use { store ->
        store.instead = { request ->
          if (request.path == "/sdk/v1/profiles") refusal(case.getInt("status"), code) else null
        }
        val client = appOf(store, pausesMs = emptyList())
        failureOf { client.getAllProfiles() }
        val expected = if (case.getBoolean("opensSession")) 2 else 1
        assertEquals("$case", expected, store.sessions.size)
      }
    }
  }

  @Test
  fun `a report is kept, sent by another session or deleted as its answer says`() {
    val reports = cases.getJSONObject("reports")
    val day = 86_400_000L
    assertEquals(reports.getInt("keptDays") * day, ReportOutbox.KEPT_MS)
    for (case in reports.list("answers")) {
      FakeStore().use { store ->
        val used = mutableListOf<String?>()
        store.instead = { request ->
          used += request.getHeader("Authorization")
          answerOf(case)
        }
        val outbox = ReportOutbox(RuntimeEnvironment.getApplication())
        outbox.keep(store.url, "own", "uid", Outcome.STARTED, null)
        val isDone = outbox.send("present") { StoreConnection(it, 20_000, emptyList()) }
        val isDeleted = case.getString("next") == "done"
        assertEquals("$case", isDeleted, isDone)
        assertEquals("$case", if (isDeleted) 0 else 1, outbox.size)
        val tries = if (case.getString("next") == "other_session") 2 else 1
        if (!case.isNull("status")) assertEquals("$case", tries, used.size)
      }
      emptyOutbox()
    }
  }

  @Test
  fun `all outcomes have a word`() {
    val words = cases.getJSONObject("reports").list("outcomes").map { it.getString("outcome") }
    assertEquals(words.sorted(), Outcome.entries.map { it.word }.sorted())
  }

  private fun answerOf(case: JSONObject): MockResponse {
    if (case.isNull("status")) {
      return MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST)
    }
    val body = if (case.isNull("body")) "<html></html>" else "${case.getJSONObject("body")}"
    return answer(case.getInt("status"), body)
  }
}
