package com.gigastore.sdk

import android.content.Context
import java.security.MessageDigest
import java.util.UUID
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.json.JSONException
import org.json.JSONObject

/** What an app asks for in the name of its user, with the key and without a session. */
internal class StoreUser(
  context: Context,
  private val connection: StoreConnection,
  private val sdkKey: String,
) {
  private val unanswered =
    context.getSharedPreferences("gigastore-activations", Context.MODE_PRIVATE)

  @Volatile var token: String? = null

  /** Returns the answer with the eSIMs of the user. Throws [GigastoreException]. */
  suspend fun profiles(): JSONObject =
    call("/user-profiles", JSONObject().put("userToken", tokenOfUser()))

  /**
   * Sells a package, once for each `activationId`. Without one it makes an ID, and keeps it until
   * the store has sold: the next call for the same item and user repeats this one. Throws
   * [GigastoreException].
   */
  suspend fun activate(item: String, metaTag: String?, activationId: String?): Activation {
    val userToken = tokenOfUser()
    val name = digestOf(listOf(connection.url, sdkKey, userToken, item, metaTag.orEmpty()))
    val id = activationId ?: idOf(name)
    val body =
      JSONObject()
        .put("activationId", id)
        .put("inventoryItemId", item)
        .put("userToken", userToken)
        .put("metaTag", metaTag)
    try {
      val activation = Activation.of(call("/activations", body))
      if (activationId == null) forget(name)
      return activation
    } catch (fault: JSONException) {
      throw asGigastoreException(fault)
    } catch (refusal: GigastoreException) {
      // This ID sells nothing any more.
      if (activationId == null && refusal.platformCode == REUSED) forget(name)
      throw refusal
    }
  }

  private fun tokenOfUser(): String =
    token
      ?: throw GigastoreException.Unauthorised("Set a user token, or a source of install tokens.")

  private suspend fun call(path: String, body: JSONObject): JSONObject =
    withContext(Dispatchers.IO) {
      try {
        connection.call("POST", path, sdkKey, body)
      } catch (fault: java.io.IOException) {
        throw asGigastoreException(fault)
      } catch (fault: JSONException) {
        throw asGigastoreException(fault)
      }
    }

  @Synchronized
  private fun idOf(name: String): String {
    unanswered.getString(name, null)?.let { return it }
    val made = UUID.randomUUID().toString()
    // It has to be there when the app ends before the answer.
    unanswered.edit().putString(name, made).commit()
    return made
  }

  private fun forget(name: String) = unanswered.edit().remove(name).apply()

  private fun digestOf(parts: List<String>): String {
    val bytes = parts.joinToString("\n").toByteArray()
    val digest = MessageDigest.getInstance("SHA-256").digest(bytes)
    return digest.joinToString("") { "%02x".format(it) }
  }

  private companion object {
    const val REUSED = "idempotency_key_reused"
  }
}
