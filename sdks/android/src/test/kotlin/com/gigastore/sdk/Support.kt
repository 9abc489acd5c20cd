package com.gigastore.sdk

import android.os.Looper
import java.io.File
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.Assert.fail
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf

private const val MOST_MS = 60_000L
private const val STEP_MS = 5L

/** The cases that the store and all its clients share. */
internal val sharedCases: JSONObject by lazy {
  JSONObject(File("../cases/app.json").readText())
}

internal fun JSONObject.list(name: String): List<JSONObject> {
  val array = getJSONArray(name)
  return (0 until array.length()).map { array.getJSONObject(it) }
}

/** An app in test mode with a source of install tokens. */
internal fun appOf(
  store: FakeStore,
  options: GigastoreOptions = GigastoreOptions(),
  pausesMs: List<Long> = listOf(1L, 1L),
): GigastoreClient {
  val context = RuntimeEnvironment.getApplication()
  val client = GigastoreClient(context, "pk_test_1", true, options, store.url, pausesMs)
  client.setInstallTokenSource { userToken -> "install-token-of-$userToken" }
  return client
}

/** Returns the error that a call ends with. */
internal fun failureOf(call: suspend () -> Unit): GigastoreException {
  try {
    runBlocking { call() }
  } catch (error: GigastoreException) {
    return error
  }
  throw AssertionError("The call did not fail.")
}

/** Starts a call beside the test, whose thread is the phone's main thread. */
internal fun <T> beside(call: suspend () -> T): Deferred<T> =
  CoroutineScope(SupervisorJob() + Dispatchers.IO).async { call() }

/** Lets the main thread work until something is there, and returns it. */
internal fun <T : Any> eventually(find: () -> T?): T {
  val end = System.currentTimeMillis() + MOST_MS
  while (System.currentTimeMillis() < end) {
    shadowOf(Looper.getMainLooper()).idle()
    find()?.let { return it }
    Thread.sleep(STEP_MS)
  }
  fail("It did not happen in time.")
  throw AssertionError()
}

/** Waits for a call that was started beside the test. */
@OptIn(ExperimentalCoroutinesApi::class)
internal fun <T> resultOf(call: Deferred<T>): Result<T> {
  eventually { call.takeIf { it.isCompleted } }
  val fault = call.getCompletionExceptionOrNull()
  return if (fault == null) Result.success(call.getCompleted()) else Result.failure(fault)
}

internal fun emptyOutbox() {
  File(RuntimeEnvironment.getApplication().noBackupFilesDir, "gigastore-reports.json").delete()
}
