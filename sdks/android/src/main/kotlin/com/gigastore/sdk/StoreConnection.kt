package com.gigastore.sdk

import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.net.HttpURLConnection
import java.net.URL
import org.json.JSONException
import org.json.JSONObject

/** An answer of the store other than success. */
internal class StoreRefusal(val status: Int, val code: String?, detail: String) :
  IOException(detail) {
  val isTemporary =
    status == TOO_MANY || status >= SERVER_FAULT || status == TIMEOUT || code == IN_PROGRESS

  private companion object {
    /** Another call with the same ID is not answered yet. */
    const val IN_PROGRESS = "idempotency_key_in_progress"
    const val TIMEOUT = 408
    const val TOO_MANY = 429
    const val SERVER_FAULT = 500
  }
}

/** Calls the store, without a library. All calls may be repeated, so a lost answer is asked for. */
internal class StoreConnection(
  url: String,
  private val timeoutMs: Int,
  private val pausesMs: List<Long>,
) {
  val url = url.trimEnd('/')

  /** Blocks. Throws [StoreRefusal], other [IOException]s, [JSONException]. */
  fun call(method: String, path: String, bearer: String, body: JSONObject? = null): JSONObject {
    for (pauseMs in pausesMs) {
      try {
        return callOnce(method, path, bearer, body)
      } catch (refusal: StoreRefusal) {
        if (!refusal.isTemporary) throw refusal
      } catch (_: IOException) {
        // The next attempt tells.
      }
      Thread.sleep(pauseMs)
    }
    return callOnce(method, path, bearer, body)
  }

  private fun callOnce(
    method: String,
    path: String,
    bearer: String,
    body: JSONObject?,
  ): JSONObject {
    val connection = URL("$url/sdk/v1$path").openConnection() as HttpURLConnection
    try {
      connection.requestMethod = method
      connection.connectTimeout = timeoutMs
      connection.readTimeout = timeoutMs
      // A redirect would send the token elsewhere.
      connection.instanceFollowRedirects = false
      connection.setRequestProperty("Authorization", "Bearer $bearer")
      connection.setRequestProperty("Accept", "application/json")
      if (body != null) {
        connection.doOutput = true
        connection.setRequestProperty("Content-Type", "application/json")
        connection.outputStream.use { it.write(body.toString().toByteArray()) }
      }
      val status = connection.responseCode
      if (status == HttpURLConnection.HTTP_OK) return JSONObject(textOf(connection.inputStream))
      throw refusalOf(status, connection.errorStream?.let(::textOf).orEmpty())
    } finally {
      connection.disconnect()
    }
  }

  private fun refusalOf(status: Int, text: String): StoreRefusal {
    val fields =
      try {
        Fields(JSONObject(text))
      } catch (_: JSONException) {
        null
      }
    val detail = fields?.textOrNull("detail") ?: "The store answered $status."
    return StoreRefusal(status, fields?.textOrNull("code"), detail)
  }

  private fun textOf(stream: InputStream): String {
    val bytes = ByteArrayOutputStream()
    val piece = ByteArray(PIECE_BYTES)
    stream.use {
      while (true) {
        val length = it.read(piece)
        if (length < 0) break
        bytes.write(piece, 0, length)
        if (bytes.size() > MOST_BYTES) throw IOException("The answer is too long.")
      }
    }
    return bytes.toString("UTF-8")
  }

  private companion object {
    const val PIECE_BYTES = 8_192
    const val MOST_BYTES = 1_048_576
  }
}

/** Returns what an app is told of a fault. */
internal fun asGigastoreException(fault: Exception): GigastoreException =
  when (fault) {
    is GigastoreException -> fault
    is StoreRefusal -> ofRefusal(fault)
    is IOException -> GigastoreException.Network("The store cannot be reached.", null, fault)
    is JSONException ->
      GigastoreException.Unknown("The store's answer was not understood.", null, fault)
    else -> GigastoreException.Unknown(fault.message ?: "$fault", null, fault)
  }

private val UNAUTHORISED =
  setOf(
    "missing_token",
    "invalid_token",
    "token_expired",
    "invalid_credentials",
    "forbidden",
    "app_not_attested",
  )

private fun ofRefusal(refusal: StoreRefusal): GigastoreException {
  val message = refusal.message.orEmpty()
  val code = refusal.code?.lowercase()
  return when {
    code in UNAUTHORISED -> GigastoreException.Unauthorised(message, code)
    refusal.isTemporary -> GigastoreException.Network(message, code, refusal)
    else -> GigastoreException.Unknown(message, code ?: "${refusal.status}", refusal)
  }
}
