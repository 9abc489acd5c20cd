package com.gigastore.app

import android.app.Activity
import android.content.Context
import com.gigastore.sdk.Gigastore
import com.gigastore.sdk.GigastoreESIMProfile
import com.gigastore.sdk.GigastoreException
import com.gigastore.sdk.GigastoreOptions
import com.gigastore.sdk.InstallTokenSource
import com.gigastore.sdk.InstallationProgress
import java.util.UUID
import java.util.concurrent.ConcurrentHashMap
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout

typealias Values = Map<String, Any?>

/** Why a call was refused, by the names of the plug-in. */
class AppRefusal(val kind: String, message: String?, val platformCode: String?) : Exception(message)

/** What React Native and Capacitor have alike. It has not been run with either of them. */
class AppBridge(
  private val context: Context,
  dispatcher: CoroutineDispatcher = Dispatchers.Main,
  private val emit: (String, Values) -> Unit,
) {
  private val scope = CoroutineScope(SupervisorJob() + dispatcher)
  private val asked = ConcurrentHashMap<String, CompletableDeferred<String>>()
  private var watching: Job? = null

  /** Answers on the main thread. */
  fun call(
    name: String,
    input: Values,
    activity: Activity?,
    answer: (Result<Values>) -> Unit,
  ) {
    scope.launch {
      try {
        answer(Result.success(perform(name, input, activity)))
      } catch (fault: CancellationException) {
        throw fault
      } catch (fault: Exception) {
        answer(Result.failure(refusalOf(fault)))
      }
    }
  }

  fun close() = scope.cancel()

  private suspend fun perform(name: String, input: Values, activity: Activity?): Values {
    when (name) {
      "load" -> load(input)
      "setUserToken" -> Gigastore.client.setUserToken(input["userToken"] as String?)
      "useInstallTokens" ->
        Gigastore.client.setInstallTokenSource(InstallTokenSource(::askForToken))
      "answerInstallToken" -> answerInstallToken(input)
      "isEsimCapable" -> return mapOf("isCapable" to Gigastore.client.isEsimCapable())
      "getProfile" -> return mapOf("profile" to valuesOf(profile(input)))
      "getAllProfiles" ->
        return mapOf("profiles" to Gigastore.client.getAllProfiles().map(::valuesOf))
      "activateItem" -> return activate(input)
      "installProfile" -> return install(input, activity)
      else -> throw AppRefusal("unknown", "There is no call $name.", "no_such_call")
    }
    return emptyMap()
  }

  private fun load(input: Values) {
    val options = GigastoreOptions(storeUrl = input["storeUrl"] as String)
    val testMode = input["testMode"] == true
    val client = Gigastore.load(context, input["sdkKey"] as String, testMode, options)
    watching?.cancel()
    watching = scope.launch { client.progress.collect(::say) }
  }

  private suspend fun askForToken(userToken: String?): String {
    val requestId = UUID.randomUUID().toString()
    val token = CompletableDeferred<String>()
    asked[requestId] = token
    try {
      emit("installTokenNeeded", mapOf("requestId" to requestId, "userToken" to userToken))
      return withTimeout(ANSWERED_MS) { token.await() }
    } catch (_: kotlinx.coroutines.TimeoutCancellationException) {
      throw GigastoreException.Network("The app gave no install token in time.")
    } finally {
      asked.remove(requestId)
    }
  }

  private fun answerInstallToken(input: Values) {
    val waiting = asked[input["requestId"]] ?: return
    val token = input["token"] as String?
    if (token != null) waiting.complete(token)
    else {
      val why = input["error"] as String? ?: "The app has no install token."
      waiting.completeExceptionally(GigastoreException.Unauthorised(why, "no_install_token"))
    }
  }

  private suspend fun profile(input: Values) = Gigastore.client.getProfile(input["uid"] as String)

  private suspend fun activate(input: Values): Values {
    val item = input["inventoryItemId"] as String
    val sold = Gigastore.client.activateItem(item, input["metaTag"] as String?)
    return mapOf(
      "activationId" to sold.activationId,
      "activatedItemUid" to sold.activatedItemUid,
      "customerUid" to sold.customerUid,
      "profiles" to sold.profiles.map(::valuesOf),
    )
  }

  private suspend fun install(input: Values, activity: Activity?): Values {
    val shown = activity ?: throw AppRefusal("unknown", "The app is not on the screen.", "NO_ACTIVITY")
    val done = Gigastore.client.installProfile(shown, profile(input))
    return mapOf(
      "profile" to valuesOf(done.profile),
      "way" to done.way.name.lowercase(),
      "isConfirmed" to done.isConfirmed,
    )
  }

  private fun say(progress: InstallationProgress) {
    when (progress) {
      is InstallationProgress.Running ->
        say(progress.profileId, "running", "way" to progress.way.name.lowercase())
      is InstallationProgress.Resolving -> say(progress.profileId, "resolving")
      // The plug-in says itself how an installation starts and ends.
      else -> Unit
    }
  }

  private fun say(profileId: String, step: String, vararg more: Pair<String, Any?>) =
    emit("installationProgress", mapOf("profileId" to profileId, "step" to step, *more))

  private fun valuesOf(profile: GigastoreESIMProfile): Values =
    mapOf(
      "id" to profile.id,
      "iccid" to profile.iccid,
      "imsi" to profile.imsi,
      "eid" to profile.eid,
      "state" to profile.state.rawValue,
      "supportedCountries" to profile.supportedCountries,
      "activationCode" to profile.activationCode,
      "smdpAddress" to profile.smdpAddress,
      "matchingId" to profile.matchingId,
      "confirmationCode" to profile.confirmationCode,
      "apn" to profile.apn,
      "androidUniversalLink" to profile.androidUniversalLink,
      "installationUrl" to profile.installationUrl,
      "installCount" to profile.installCount,
      "installLimit" to profile.installLimit,
    )

  private fun refusalOf(fault: Exception): AppRefusal {
    val kind =
      when (fault) {
        is AppRefusal -> return fault
        is GigastoreException.NotCapable -> "not_capable"
        is GigastoreException.NoCarrierPrivilege -> "no_carrier_privilege"
        is GigastoreException.AlreadyInstalled -> "already_installed"
        is GigastoreException.LimitReached -> "limit_reached"
        is GigastoreException.UserCancelled -> "user_cancelled"
        is GigastoreException.Network -> "network"
        is GigastoreException.Unauthorised -> "unauthorised"
        else -> "unknown"
      }
    return AppRefusal(kind, fault.message, (fault as? GigastoreException)?.platformCode)
  }

  private companion object {
    const val ANSWERED_MS = 30_000L
  }
}
