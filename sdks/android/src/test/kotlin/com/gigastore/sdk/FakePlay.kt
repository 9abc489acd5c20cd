package com.gigastore.sdk

import java.security.KeyPairGenerator
import java.security.Signature
import java.security.spec.ECGenParameterSpec
import java.time.Instant
import java.util.Base64
import java.util.concurrent.CopyOnWriteArrayList
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import org.json.JSONArray
import org.json.JSONObject

/** Google Play's answers about an app, encrypted with keys as its Play Console has them. */
internal class FakePlay(private val packageName: String, certificate: String) {
  private val signing = KeyPairGenerator.getInstance("EC").run {
    initialize(ECGenParameterSpec("secp256r1"))
    generateKeyPair()
  }
  private val secret = aesKey()
  private val digest = base64(certificate.chunked(2).map { it.toInt(HEX).toByte() }.toByteArray())

  val verificationKey: String = Base64.getEncoder().encodeToString(signing.public.encoded)
  val decryptionKey: String = Base64.getEncoder().encodeToString(secret.encoded)

  /** The nonces that it was asked for. */
  val nonces = CopyOnWriteArrayList<String>()

  /** Returns the token of a classic request. */
  fun tokenFor(nonce: String, at: Instant, verdict: String = "PLAY_RECOGNIZED"): String {
    nonces += nonce
    val request =
      JSONObject()
        .put("requestPackageName", packageName)
        .put("nonce", nonce)
        .put("timestampMillis", "${at.toEpochMilli()}")
    val app =
      JSONObject()
        .put("appRecognitionVerdict", verdict)
        .put("packageName", packageName)
        .put("certificateSha256Digest", JSONArray(listOf(digest)))
    return encrypt(sign(JSONObject().put("requestDetails", request).put("appIntegrity", app)))
  }

  private fun sign(verdict: JSONObject): String {
    val signed = "${base64("""{"alg":"ES256"}""")}.${base64("$verdict")}"
    val signature =
      Signature.getInstance("SHA256withECDSA").run {
        initSign(signing.private)
        update(signed.toByteArray())
        sign()
      }
    return "$signed.${base64(numbersOf(signature))}"
  }

  /** Returns both numbers of a signature in DER, as JSON Web Signatures have them. */
  private fun numbersOf(signature: ByteArray): ByteArray {
    val first = signature.copyOfRange(4, 4 + signature[3])
    val second = signature.copyOfRange(6 + signature[3], signature.size)
    return numberOf(first) + numberOf(second)
  }

  private fun numberOf(bytes: ByteArray): ByteArray {
    val digits = bytes.dropWhile { it == 0.toByte() }.toByteArray()
    return ByteArray(NUMBER_BYTES - digits.size) + digits
  }

  private fun encrypt(text: String): String {
    val header = base64("""{"alg":"A256KW","enc":"A256GCM"}""")
    val key = aesKey()
    val wrapped =
      Cipher.getInstance("AESWrap", "SunJCE").run {
        init(Cipher.WRAP_MODE, secret)
        wrap(key)
      }
    val cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE")
    cipher.init(Cipher.ENCRYPT_MODE, key)
    cipher.updateAAD(header.toByteArray())
    val sealed = cipher.doFinal(text.toByteArray())
    val tag = sealed.size - TAG_BYTES
    val parts = listOf(wrapped, cipher.iv, sealed.copyOf(tag), sealed.copyOfRange(tag, sealed.size))
    return "$header.${parts.joinToString(".") { base64(it) }}"
  }

  private companion object {
    const val NUMBER_BYTES = 32
    const val HEX = 16
    const val TAG_BYTES = 16

    fun aesKey(): SecretKey =
      KeyGenerator.getInstance("AES", "SunJCE").run {
        init(256)
        generateKey()
      }

    fun base64(text: String) = base64(text.toByteArray())

    fun base64(bytes: ByteArray): String =
      Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
  }
}
