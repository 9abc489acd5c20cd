package com.gigastore.sdk

import android.content.Context
import android.os.Build
import java.io.IOException
import java.util.UUID
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import org.json.JSONObject

/** Gets an install token from your own server, which knows the signed-in user. */
fun interface InstallTokenSource {
  /** `userToken` is what [Gigastore.setUserToken] was given. */
  suspend fun installToken(userToken: String?): String
}

/** The session of the store: started when it is needed, and again when it has ended. */
internal class StoreSession(
  context: Context,
  private val connection: StoreConnection,
  private val sdkKey: String,
  private val testMode: Boolean,
  private val attestationTimeoutMs: Int,
) {
  private val settings = context.getSharedPreferences("gigastore", Context.MODE_PRIVATE)
  private val turn = Mutex()

  @Volatile var source: InstallTokenSource? = null

  @Volatile var attestation: AttestationProvider? = null

  private var userToken: String? = null

  /** The token of the present session. */
  @Volatile
  var token: String? = null
    private set

  /** Another user gets another session. */
  @Synchronized
  fun setUser(given: String?) {
    if (given != userToken) token = null
    userToken = given
  }

  /** Calls with the token of a session. Throws [GigastoreException]. */
  suspend fun call(method: String, path: String): JSONObject =
    withContext(Dispatchers.IO) {
      try {
        val used = token ?: start(null)
        try {
          connection.call(method, path, used)
        } catch (refusal: StoreRefusal) {
          if (refusal.code !in ENDED) throw refusal
          connection.call(method, path, start(used))
        }
      } catch (fault: Exception) {
        if (fault is CancellationException) throw fault
        throw asGigastoreException(fault)
      }
    }

  /** Calls that need another session than `ended` wait for one start. */
  private suspend fun start(ended: String?): String =
    turn.withLock {
      val present = token
      if (present != null && present != ended) return present
      val user = forUser()
      val body = requestFor(installToken(user), installationId())
      Build.MODEL?.takeIf { it.isNotBlank() }?.let { body.put("model", it.take(MOST_MODEL)) }
      val fields = Fields(connection.call("POST", "/sessions", sdkKey, body))
      if (fields.isTrue("testMode") != testMode) {
        throw GigastoreException.Unauthorised("The key and testMode do not match.", "wrong_mode")
      }
      keep(fields.text("sessionToken"), user)
    }

  private suspend fun requestFor(installToken: String, installationId: String): JSONObject {
    val body =
      JSONObject()
        .put("installToken", installToken)
        .put("installationId", installationId)
        .put("systemVersion", Build.VERSION.RELEASE.take(MOST_VERSION))
    val nonce = nonceOf(installToken, installationId)
    return body.put("attestation", attestation?.tokenFor(nonce, attestationTimeoutMs))
  }

  /** Returns the user of a session that starts. */
  @Synchronized
  private fun forUser(): String? {
    token = null
    return userToken
  }

  @Synchronized
  private fun keep(opened: String, user: String?): String {
    if (user != userToken) throw GigastoreException.Unauthorised("The user has changed.")
    token = opened
    return opened
  }

  private suspend fun installToken(user: String?): String {
    val source =
      source ?: throw GigastoreException.Unauthorised("Set a source of install tokens first.")
    try {
      return source.installToken(user)
    } catch (fault: TimeoutCancellationException) {
      // It would look as if the app had cancelled the call.
      currentCoroutineContext().ensureActive()
      throw GigastoreException.Network("Your server gave no install token in time.", null, fault)
    } catch (fault: IOException) {
      val message = "Your server gave no install token: ${fault.message}"
      throw GigastoreException.Network(message, null, fault)
    }
  }

  /** Returns the ID of this installation of the app; it is made once. */
  @Synchronized
  private fun installationId(): String {
    settings.getString(INSTALLATION, null)?.let { return it }
    val made = UUID.randomUUID().toString()
    settings.edit().putString(INSTALLATION, made).apply()
    return made
  }

  private companion object {
    const val INSTALLATION = "installationId"
    const val MOST_MODEL = 100
    const val MOST_VERSION = 50
    val ENDED = setOf("token_expired", "invalid_token")
  }
}
