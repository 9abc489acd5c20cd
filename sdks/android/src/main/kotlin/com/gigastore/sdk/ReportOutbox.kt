package com.gigastore.sdk

import android.content.Context
import android.util.AtomicFile
import java.io.File
import java.io.IOException
import java.text.SimpleDateFormat
import java.util.Date
import java.util.Locale
import java.util.TimeZone
import java.util.UUID
import org.json.JSONArray
import org.json.JSONException
import org.json.JSONObject

internal enum class Outcome(val word: String) {
  STARTED("started"),
  SUCCEEDED("succeeded"),
  FAILED("failed"),
  CANCELLED("cancelled"),
}

/** Keeps reports of installations on the phone until the store has taken them. */
internal class ReportOutbox(
  context: Context,
  private val now: () -> Long = System::currentTimeMillis,
) {
  private val file = AtomicFile(File(context.noBackupFilesDir, "gigastore-reports.json"))

  /** Keeps a report before anything is sent, so that it outlives the app. */
  fun keep(url: String, token: String, uid: String, outcome: Outcome, platformCode: String?) {
    val report =
      JSONObject()
        .put("url", url)
        .put("token", token)
        .put("uid", uid)
        .put("keptAt", now())
        .put(
          "event",
          JSONObject()
            .put("id", UUID.randomUUID().toString())
            .put("outcome", outcome.word)
            .put("occurredAt", timestampOf(now()))
            .put("platformCode", platformCode?.take(MOST_CODE)?.ifEmpty { null }),
        )
    synchronized(LOCK) { write((read() + report).takeLast(MOST_REPORTS)) }
  }

  /**
   * Sends the reports, the oldest first. Returns whether none is left. A session that has ended is
   * replaced by `presentToken`. Blocks.
   */
  fun send(presentToken: String?, connect: (url: String) -> StoreConnection): Boolean =
    synchronized(SENDING) {
      for (report in synchronized(LOCK) { read() }) {
        when (attempt(report, presentToken, connect)) {
          Attempt.DONE -> remove(report)
          Attempt.LATER -> return false
          Attempt.OTHER_SESSION -> Unit
        }
      }
      return synchronized(LOCK) { read().isEmpty() }
    }

  val size: Int
    get() = synchronized(LOCK) { read().size }

  private enum class Attempt {
    DONE,
    LATER,
    OTHER_SESSION,
  }

  private fun attempt(
    report: JSONObject,
    presentToken: String?,
    connect: (url: String) -> StoreConnection,
  ): Attempt {
    if (report.getLong("keptAt") < now() - KEPT_MS) return Attempt.DONE
    val own = report.getString("token")
    for (token in listOfNotNull(own, presentToken).distinct()) {
      try {
        val path = "/profiles/${report.getString("uid")}/installation-events"
        val event = report.getJSONObject("event")
        // The store repeats the ID; any other answer is not the store's.
        Fields(connect(report.getString("url")).call("POST", path, token, event)).text("id")
        return Attempt.DONE
      } catch (refusal: StoreRefusal) {
        if (isForLater(refusal)) return Attempt.LATER
        // What the store will never take is not sent again. Another user's session does not read
        // the eSIM, which says nothing about the report.
        if (refusal.status != UNAUTHORISED && token == own) return Attempt.DONE
      } catch (_: IOException) {
        return Attempt.LATER
      } catch (_: JSONException) {
        // Something between phone and store answered, such as a hotel's page.
        return Attempt.LATER
      }
    }
    return Attempt.OTHER_SESSION
  }

  /** Another server than the store answers without a code; an app may be approved later. */
  private fun isForLater(refusal: StoreRefusal) =
    refusal.isTemporary || refusal.code == null || refusal.status == FORBIDDEN

  private fun remove(sent: JSONObject) {
    val id = idOf(sent)
    synchronized(LOCK) { write(read().filter { idOf(it) != id }) }
  }

  private fun idOf(report: JSONObject) = report.getJSONObject("event").getString("id")

  private fun read(): List<JSONObject> =
    try {
      val array = JSONArray(String(file.readFully()))
      (0 until array.length()).map { array.getJSONObject(it) }
    } catch (_: IOException) {
      emptyList()
    } catch (_: JSONException) {
      emptyList()
    }

  private fun write(reports: List<JSONObject>) {
    val stream = file.startWrite()
    try {
      stream.write(JSONArray(reports).toString().toByteArray())
      file.finishWrite(stream)
    } catch (fault: IOException) {
      file.failWrite(stream)
      throw fault
    }
  }

  internal companion object {
    /** So long does the store take reports of a session. */
    const val KEPT_MS = 30L * 86_400_000
    const val MOST_REPORTS = 200
    private const val MOST_CODE = 100
    private const val UNAUTHORISED = 401
    private const val FORBIDDEN = 403
    private val LOCK = Any()
    private val SENDING = Any()

    fun timestampOf(time: Long): String {
      val format = SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
      format.timeZone = TimeZone.getTimeZone("UTC")
      return format.format(Date(time))
    }
  }
}
