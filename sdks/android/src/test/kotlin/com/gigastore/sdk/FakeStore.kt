package com.gigastore.sdk

import java.util.concurrent.CopyOnWriteArrayList
import java.util.logging.Level
import java.util.logging.Logger
import okhttp3.mockwebserver.Dispatcher
import okhttp3.mockwebserver.MockResponse
import okhttp3.mockwebserver.MockWebServer
import okhttp3.mockwebserver.RecordedRequest
import org.json.JSONArray
import org.json.JSONObject

/** The store as an app sees it: one eSIM, a session for every install token, and its reports. */
class FakeStore : Dispatcher(), AutoCloseable {
  private val server = MockWebServer()
  val url: String
  val sessions = CopyOnWriteArrayList<JSONObject>()
  val reports = CopyOnWriteArrayList<JSONObject>()
  val activations = CopyOnWriteArrayList<JSONObject>()
  val calls = CopyOnWriteArrayList<String>()
  @Volatile var profile = profile()

  /** Answers a call in place of the store, unless it returns null. */
  @Volatile var instead: (RecordedRequest) -> MockResponse? = { null }

  init {
    LOG.level = Level.OFF
    server.dispatcher = this
    server.start()
    url = server.url("/").toString().trimEnd('/')
  }

  val outcomes: List<String>
    get() = reports.map { it.getString("outcome") }

  override fun dispatch(request: RecordedRequest): MockResponse {
    val path = request.path.orEmpty().removePrefix("/sdk/v1")
    calls += "${request.method} $path"
    instead(request)?.let { return it }
    return when {
      path == "/sessions" -> startSession(JSONObject(request.body.readUtf8()))
      path == "/activations" -> sell(JSONObject(request.body.readUtf8()))
      path == "/user-profiles" -> answer(200, JSONObject().put("items", JSONArray().put(profile)))
      path == "/profiles" -> answer(200, JSONObject().put("items", JSONArray().put(profile)))
      path == "/profiles/${profile.getString("id")}" -> answer(200, profile)
      path.endsWith("/installation-events") -> take(JSONObject(request.body.readUtf8()))
      else -> refusal(404, "esim_profile_not_found")
    }
  }

  private fun startSession(body: JSONObject): MockResponse {
    sessions += body
    val token = "session-${sessions.size}"
    return answer(200, JSONObject().put("sessionToken", token).put("testMode", true))
  }

  private fun take(report: JSONObject): MockResponse {
    reports += report
    return answer(200, report)
  }

  private fun sell(body: JSONObject): MockResponse {
    activations += body
    val sold =
      JSONObject()
        .put("activationId", body.getString("activationId"))
        .put("activatedItemUid", "0199a1b2-71f4-7c1b-8a3d-0123456789ab")
        .put("customerUid", "123e4567-e89b-12d3-a456-426614174000")
        .put("items", JSONArray().put(profile))
    return answer(200, sold)
  }

  override fun close() = server.shutdown()

  companion object {
    /** It warns of each connection that a client opens and does not use. */
    private val LOG = Logger.getLogger(MockWebServer::class.java.name)

    fun answer(status: Int, body: JSONObject) = answer(status, body.toString())

    fun answer(status: Int, text: String): MockResponse =
      MockResponse().setResponseCode(status).setBody(text)

    fun refusal(status: Int, code: String?): MockResponse =
      answer(status, JSONObject().put("code", code).put("detail", "What went wrong."))

    fun profile(): JSONObject =
      JSONObject()
        .put("id", "0f6a4f0e-6f7c-4d86-9d3e-0b1c2d3e4f50")
        .put("iccid", "8988303000000000017")
        .put("imsi", JSONObject.NULL)
        .put("eid", JSONObject.NULL)
        .put("state", "RELEASED")
        .put("supportedCountries", JSONArray(listOf("AT", "de")))
        .put("activationCode", "LPA:1\$smdp.example\$1234567890ABCDEF")
        .put("smdpAddress", "smdp.example")
        .put("matchingId", "1234567890ABCDEF")
        .put("confirmationCode", JSONObject.NULL)
        .put("apn", "internet")
        .put("androidUniversalLink", "https://esimsetup.android.com/esim?carddata=LPA:1")
        .put("installationUrl", "https://store.example/i/1")
        .put("installCount", 0)
        .put("installLimit", 1)
  }
}
