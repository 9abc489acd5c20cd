package com.gigastore.sdk

import android.util.Base64
import java.io.IOException
import java.security.MessageDigest
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withTimeout

/** Lets the phone's system vouch for the app, for example by Play Integrity. */
fun interface AttestationProvider {
  /** Returns the token for a nonce, which has the form that Play Integrity takes. */
  suspend fun attest(nonce: String): String
}

/** Answers an attestation with a token or an error. Only the first answer counts. */
internal typealias AttestationAnswer = (token: String?, error: Exception?) -> Unit

/** Returns the provider that asks a service with callbacks. */
internal fun providerOf(attest: (String, AttestationAnswer) -> Unit) =
  AttestationProvider { nonce ->
    val answered = CompletableDeferred<String>()
    attest(nonce) { token, error ->
      if (token != null) answered.complete(token)
      else answered.completeExceptionally(error ?: noToken())
    }
    answered.await()
  }

/** Returns what an attestation speaks for: the SHA-256 hash of the request for a session. */
internal fun nonceOf(installToken: String, installationId: String): String {
  val request = "$installToken.${installationId.lowercase()}".toByteArray()
  val hash = MessageDigest.getInstance("SHA-256").digest(request)
  return Base64.encodeToString(hash, Base64.URL_SAFE or Base64.NO_PADDING or Base64.NO_WRAP)
}

/** Returns the token for a nonce. Throws [GigastoreException]. */
internal suspend fun AttestationProvider.tokenFor(nonce: String, timeoutMs: Int): String =
  try {
    withTimeout(timeoutMs.toLong()) { attest(nonce) }.ifBlank { throw noToken() }
  } catch (fault: Exception) {
    // What was cancelled inside of the provider is a failure of it.
    currentCoroutineContext().ensureActive()
    throw errorOf(fault)
  }

private fun errorOf(fault: Exception): GigastoreException =
  when (fault) {
    is GigastoreException -> fault
    is TimeoutCancellationException ->
      GigastoreException.Network("The app was not attested in time.", "attestation_timeout", fault)
    is IOException ->
      GigastoreException.Network("The app was not attested: ${fault.message}", FAILED, fault)
    else -> GigastoreException.Unknown("The app was not attested: ${fault.message}", FAILED, fault)
  }

private fun noToken() = IllegalStateException("The provider returned no token.")

private const val FAILED = "attestation_failed"
