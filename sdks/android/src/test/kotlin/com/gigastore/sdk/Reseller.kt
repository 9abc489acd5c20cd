package com.gigastore.sdk

import java.net.HttpURLConnection
import java.net.URL
import java.util.Base64
import java.util.UUID
import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assert.assertTrue
import org.junit.Assume.assumeTrue

/** The app's own server, on the demo account of the store that the tests run with. */
internal class Reseller {
  class Sale(val customerUid: String, val iccid: String)

  private val authorization: String
  private val keyId: String

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
        .put("packageName", "com.acme.app${UUID.randomUUID().toString().take(8)}")
        .put("certificateSha256", JSONArray(listOf("a1".repeat(32))))
    val appId = call("POST", "/gigastore/sdk/apps", app).getString("id")
    val made = call("POST", "/gigastore/sdk/keys", JSONObject().put("appId", appId))
    key = made.getString("key")
    keyId = made.getString("id")
  }

  /** Sells a first package to a new customer. */
  fun sell(): Sale {
    val inventory = call("GET", "/gigastore/products/inventory?country_set=WWW&active=true")
    val item = inventory.getJSONArray("items").getJSONObject(0).getString("id")
    val body = JSONObject().put("inventoryItemId", item)
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
    val items = call("GET", path).getJSONArray("items")
    val entries = (0 until items.length()).map { items.getJSONObject(it).getJSONObject("data") }
    return entries.map { "${it.getString("type")} ${it.optString("outcome")}".trim() }.sorted()
  }

  fun stateOf(sale: Sale): String =
    call("GET", "/gigastore/esims/${sale.iccid}").getString("state")

  fun disableKey() {
    call("DELETE", "/gigastore/sdk/keys/$keyId")
  }

  private fun call(method: String, path: String, body: JSONObject? = null) =
    RealStore.ask(method, path, authorization, body)
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
    return if (text.isEmpty()) JSONObject() else JSONObject(text)
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
