package com.gigastore.sdk

import java.net.HttpURLConnection
import java.net.URL
import java.time.Instant
import java.util.Base64
import java.util.UUID
import java.util.concurrent.CopyOnWriteArrayList
import okhttp3.mockwebserver.Dispatcher
import okhttp3.mockwebserver.MockResponse
import okhttp3.mockwebserver.MockWebServer
import okhttp3.mockwebserver.RecordedRequest
import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assert.assertTrue
import org.junit.Assume.assumeTrue

/** The app's own server, on the demo account of the store that the tests run with. */
internal class Reseller(activatesItems: Boolean = false) {
  class Sale(val customerUid: String, val iccid: String)

  private val authorization: String
  private val keyId: String
  private val appId: String

  /** The package name of the app. */
  val packageName = "com.acme.app${UUID.randomUUID().toString().take(8)}"

  /** The key of an app that was registered for it. */
  val key: String

  init {
    val login = Base64.getEncoder().encodeToString("demo-client:demo-secret".toByteArray())
    val granted = RealStore.ask("POST", "/reseller/authenticate", "Basic $login")
    authorization = "Bearer ${granted.getString("accessToken")}"
    val app =
      JSONObject()
        .put("platform", "android")
        .put("name", "Acme Travel")
        .put("packageName", packageName)
        .put("certificateSha256", JSONArray(listOf(CERTIFICATE)))
    if (activatesItems) app.put("activatesItems", true)
    appId = call("POST", "/gigastore/sdk/apps", app).getString("id")
    val made = call("POST", "/gigastore/sdk/keys", JSONObject().put("appId", appId))
    key = made.getString("key")
    keyId = made.getString("id")
  }

  fun item(): String {
    val inventory = call("GET", "/gigastore/products/inventory?country_set=WWW&active=true")
    return inventory.list("items").first().getString("id")
  }

  /** Sells a first package to a new customer. */
  fun sell(): Sale {
    val body = JSONObject().put("inventoryItemId", item())
    val sold = call("POST", "/gigastore/activations/register", body)
    return Sale(
      sold.getJSONObject("customer").getString("uid"),
      sold.getJSONObject("esimProfile").getString("iccid"),
    )
  }

  /** Returns a token for the eSIMs of a customer, or for the one of the sale. */
  fun installToken(sale: Sale, onlyThis: Boolean = false): String {
    val body = JSONObject().put("customerUid", sale.customerUid)
    if (onlyThis) body.put("iccid", sale.iccid)
    return call("POST", "/gigastore/sdk/install-tokens", body).getString("token")
  }

  /** Returns what the timeline says about installations: `type outcome`. */
  fun timeline(sale: Sale): List<String> {
    val path = "/gigastore/customers/${sale.customerUid}/timeline?kind=installation"
    val entries = call("GET", path).list("items").map { it.getJSONObject("data") }
    return entries.map { "${it.getString("type")} ${it.optString("outcome")}".trim() }.sorted()
  }

  fun stateOf(sale: Sale): String =
    call("GET", "/gigastore/esims/${sale.iccid}").getString("state")

  /** Returns the packages that were sold with a reference. */
  fun packages(metatag: String): List<JSONObject> =
    call("GET", "/gigastore/activations/activated-items?metatag=$metatag").list("items")

  /** Lets the store send a webhook to a server while something is done. */
  suspend fun listening(event: String, to: Webhooks, act: suspend () -> Unit) {
    val body = JSONObject().put("url", to.url)
    call("PUT", "/gigastore/webhooks/$event", body)
    try {
      act()
    } finally {
      call("DELETE", "/gigastore/webhooks/$event")
    }
  }

  /** Lets the sessions of the app need a token of Play. Returns the time of the store. */
  fun requireAttestation(play: FakePlay): Instant {
    val settings =
      JSONObject()
        .put("required", true)
        .put("verificationKey", play.verificationKey)
        .put("decryptionKey", play.decryptionKey)
    val set = call("PUT", "/gigastore/sdk/apps/$appId/attestation", settings)
    return Instant.parse(set.getString("updatedAt"))
  }

  fun disableKey() {
    call("DELETE", "/gigastore/sdk/keys/$keyId")
  }

  private fun call(method: String, path: String, body: JSONObject? = null) =
    RealStore.ask(method, path, authorization, body)

  companion object {
    /** The SHA-256 of the certificate that the app is signed with. */
    val CERTIFICATE = "a1".repeat(32)
  }
}

/** A server of the reseller's that answers all webhooks so, and keeps their bodies. */
internal class Webhooks(private val answer: String = "") : Dispatcher(), AutoCloseable {
  val bodies = CopyOnWriteArrayList<JSONObject>()
  private val server = MockWebServer()
  val url: String

  init {
    server.dispatcher = this
    server.start()
    url = server.url("/hooks").toString()
  }

  override fun dispatch(request: RecordedRequest): MockResponse {
    bodies += JSONObject(request.body.readUtf8())
    return MockResponse().setBody(answer)
  }

  override fun close() = server.shutdown()
}

/** The store and its proxy, which `tools/test.ts` starts. */
internal object RealStore {
  /** The address. Leaves the test out if there is no store. */
  val url: String
    get() {
      val url = System.getenv("GIGASTORE_URL")
      assumeTrue("It needs a store: sdks/android/tools/test.ts", url != null)
      return url
    }

  /** Tells the proxy how to fail from now on. */
  fun fail(vararg faults: JSONObject) {
    send("PUT", "/__faults", null, JSONArray(faults.toList()).toString())
  }

  fun ask(
    method: String,
    path: String,
    authorization: String,
    body: JSONObject? = null,
  ): JSONObject {
    val (status, text) = send(method, path, authorization, body?.toString())
    assertTrue("$method $path: $status $text", status < 300)
    // Some lists have no object around them.
    return JSONObject(if (text.startsWith("[")) """{"items":$text}""" else text.ifEmpty { "{}" })
  }

  private fun send(
    method: String,
    path: String,
    authorization: String?,
    body: String?,
  ): Pair<Int, String> {
    val connection = URL(url + path).openConnection() as HttpURLConnection
    connection.requestMethod = method
    authorization?.let { connection.setRequestProperty("Authorization", it) }
    if (body != null) {
      connection.doOutput = true
      connection.setRequestProperty("Content-Type", "application/json")
      connection.outputStream.use { it.write(body.toByteArray()) }
    }
    val status = connection.responseCode
    val stream = if (status < 400) connection.inputStream else connection.errorStream
    return status to stream?.use { String(it.readBytes()) }.orEmpty()
  }
}
