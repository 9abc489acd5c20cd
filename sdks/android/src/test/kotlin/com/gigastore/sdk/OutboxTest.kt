package com.gigastore.sdk

import com.gigastore.sdk.FakeStore.Companion.refusal
import java.io.File
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

/** What becomes of a report that the store has not taken. */
@RunWith(RobolectricTestRunner::class)
class OutboxTest {
  private val store = FakeStore()
  private val context = RuntimeEnvironment.getApplication()
  private val profile = GigastoreESIMProfile.of(store.profile)
  private val activity = Robolectric.buildActivity(android.app.Activity::class.java).get()

  @After
  fun stop() {
    store.close()
    emptyOutbox()
  }

  @Test
  fun `a report that was not taken is sent when the app starts again, with its time`() {
    refuseReports()
    val before = System.currentTimeMillis()
    runBlocking { appOf(store).installProfile(activity, profile) }
    assertEquals(2, ReportOutbox(context).size)
    store.instead = { null }
    appOf(store)
    eventually { store.outcomes.takeIf { it.size == 2 } }
    assertEquals(listOf("started", "succeeded"), store.outcomes)
    assertEquals(2, store.reports.map { it.getString("id") }.distinct().size)
    val earliest = ReportOutbox.timestampOf(before)
    assertTrue(store.reports.all { it.getString("occurredAt") >= earliest })
    eventually { 0.takeIf { ReportOutbox(context).size == 0 } }
  }

  @Test
  fun `a job of the system sends it when there is a network again`() {
    refuseReports()
    val app = appOf(store)
    runBlocking {
      app.getAllProfiles()
      app.installProfile(activity, profile)
    }
    val scheduler = context.getSystemService(android.content.Context.JOB_SCHEDULER_SERVICE)
    val jobs = (scheduler as android.app.job.JobScheduler).allPendingJobs
    assertEquals(listOf(ReportJob::class.java.name), jobs.map { it.service.className })
    store.instead = { null }
    ReportOutbox(context).send(null) { GigastoreClient.connect(it) }
    assertEquals(listOf("started", "succeeded"), store.outcomes)
  }

  @Test
  fun `a report is sent by its own session first, which takes it for 30 days`() {
    val used = mutableListOf<String?>()
    store.instead = { request ->
      used += request.getHeader("Authorization")
      if (used.size == 1) refusal(401, "token_expired") else null
    }
    keep("own")
    assertTrue(send("present"))
    assertEquals(listOf("Bearer own", "Bearer present"), used)
  }

  @Test
  fun `a report of another session that has ended waits, and does not stop the next one`() {
    store.instead = { request ->
      val isEnded = request.getHeader("Authorization") == "Bearer ended"
      if (isEnded) refusal(401, "token_expired") else null
    }
    keep("ended")
    keep("own")
    assertFalse(send(null))
    assertEquals(1, store.reports.size)
    assertEquals(1, ReportOutbox(context).size)
  }

  @Test
  fun `a report waits while the present session is of another user`() {
    store.instead = { request ->
      val isEnded = request.getHeader("Authorization") == "Bearer ended"
      if (isEnded) refusal(401, "token_expired") else refusal(404, "esim_profile_not_found")
    }
    keep("ended")
    assertFalse(send("of another user"))
    assertEquals(2, store.calls.size)
    assertEquals(1, ReportOutbox(context).size)
  }

  @Test
  fun `a report older than 30 days is deleted unsent`() {
    keep("own")
    val later = System.currentTimeMillis() + ReportOutbox.KEPT_MS + 1
    val outbox = ReportOutbox(context) { later }
    assertTrue(outbox.send(null) { StoreConnection(it, 20_000, emptyList()) })
    assertEquals(emptyList<String>(), store.calls)
  }

  @Test
  fun `the newest 200 reports are kept, and a broken file is an empty one`() {
    repeat(ReportOutbox.MOST_REPORTS + 1) { keep("own-$it") }
    assertEquals(ReportOutbox.MOST_REPORTS, ReportOutbox(context).size)
    File(context.noBackupFilesDir, "gigastore-reports.json").writeText("[{")
    assertEquals(0, ReportOutbox(context).size)
    keep("own")
    assertEquals(1, ReportOutbox(context).size)
  }

  @Test
  fun `reports name their own store`() {
    FakeStore().use { other ->
      ReportOutbox(context).keep(other.url, "own", "uid", Outcome.CANCELLED, null)
      keep("own")
      assertTrue(send(null))
      assertEquals(listOf("cancelled"), other.outcomes)
      assertEquals(listOf("started"), store.outcomes)
    }
  }

  private fun keep(token: String) =
    ReportOutbox(context).keep(store.url, token, profile.id, Outcome.STARTED, null)

  private fun send(presentToken: String?) =
    ReportOutbox(context).send(presentToken) { StoreConnection(it, 20_000, emptyList()) }

  private fun refuseReports() {
    store.instead = { request ->
      val isReport = request.path.orEmpty().endsWith("/installation-events")
      if (isReport) refusal(503, "service_unavailable") else null
    }
  }
}
