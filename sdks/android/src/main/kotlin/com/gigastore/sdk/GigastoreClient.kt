package com.gigastore.sdk

import android.app.Activity
import android.content.Context
import java.net.URLEncoder
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.withContext
import org.json.JSONException

/** The calls of an app as suspend functions. All of them throw [GigastoreException]. */
class GigastoreClient
internal constructor(
  context: Context,
  sdkKey: String,
  testMode: Boolean,
  options: GigastoreOptions,
  storeUrl: String,
  pausesMs: List<Long> = PAUSES_MS,
) {
  private val context = context.applicationContext
  private val timeoutMs = options.timeoutMs
  private val connection = StoreConnection(storeUrl, timeoutMs, pausesMs)
  private val session =
    StoreSession(this.context, connection, sdkKey, testMode, options.attestationTimeoutMs)
  /** An activation waits for the reseller's server too. */
  private val patient =
    StoreConnection(
      storeUrl,
      maxOf(timeoutMs, LONG_TIMEOUT_MS),
      pausesMs + pausesMs.map { it * LONGER },
    )
  private val user = StoreUser(this.context, patient, sdkKey)
  private val outbox = ReportOutbox(this.context)
  private val phone = Phone(this.context)
  private val state = MutableStateFlow<InstallationProgress>(InstallationProgress.Idle)
  private val installer = Installer(phone, options, testMode) { state.value = it }
  private val installing = Mutex()
  internal val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)

  /** Where the present installation is. */
  val progress: StateFlow<InstallationProgress> = state.asStateFlow()

  init {
    scope.launch { sendReports() }
  }

  /** Says where install tokens come from: your own server. */
  fun setInstallTokenSource(source: InstallTokenSource) {
    session.source = source
  }

  /** Says who attests the app: it is asked for each session. */
  fun setAttestationProvider(provider: AttestationProvider) {
    session.attestation = provider
  }

  /** The same for a service with callbacks. */
  fun setAttestationProvider(
    attest: (nonce: String, completion: (token: String?, error: Exception?) -> Unit) -> Unit,
  ) = setAttestationProvider(providerOf(attest))

  /** Says who is signed in; `null` when nobody is. Another user gets another session. */
  fun setUserToken(userToken: String?) {
    session.setUser(userToken)
    user.token = userToken
  }

  /** Returns whether this phone takes eSIMs. */
  fun isEsimCapable(): Boolean = phone.isEsimCapable()

  suspend fun getProfile(uid: String): GigastoreESIMProfile =
    if (session.source == null) {
      getAllProfiles().find { it.id.equals(uid, ignoreCase = true) }
        ?: throw GigastoreException.Unknown("The user has no such eSIM.", NOT_FOUND)
    } else {
      reading { GigastoreESIMProfile.of(session.call("GET", "/profiles/${segmentOf(uid)}")) }
    }

  /**
   * Returns the eSIMs that the install token is for. Without a source of install tokens, they are
   * those of the user who has activated items.
   */
  suspend fun getAllProfiles(): List<GigastoreESIMProfile> =
    reading {
      val answer = if (session.source == null) user.profiles() else session.call("GET", "/profiles")
      Fields(answer).objects("items").map(GigastoreESIMProfile::of)
    }

  /**
   * Asks the store for a package; your own server approves it for the user of [setUserToken]. One
   * `activationId` sells once. Without one, the SDK makes it, and repeats it when the call for the
   * same item is repeated after a failure. Off unless `activatesItems` of the app is on.
   */
  suspend fun activateItem(
    inventoryItemId: String,
    metaTag: String? = null,
    activationId: String? = null,
  ): Activation = user.activate(inventoryItemId, metaTag, activationId)

  /**
   * Installs an eSIM by the most direct way that this phone has, and reports to the store what
   * becomes of it. One installation runs at a time.
   */
  suspend fun installProfile(activity: Activity, profile: GigastoreESIMProfile): Installation =
    reporting(profile) {
      installer.install(activity, profile)
    }

  /** Shows the screen with QR code and codes, also on a phone that takes no eSIM itself. */
  suspend fun showCodes(activity: Activity, profile: GigastoreESIMProfile): Installation =
    reporting(profile) {
      installer.showCodes(activity, profile)
      InstallationWay.CODES to false
    }

  /** Sends reports that are still on the phone. Returns whether none is left. */
  suspend fun sendReports(): Boolean =
    withContext(Dispatchers.IO) {
      val isDone = outbox.send(session.token) { StoreConnection(it, timeoutMs, emptyList()) }
      if (!isDone) ReportJob.schedule(context)
      isDone
    }

  private suspend fun reporting(
    profile: GigastoreESIMProfile,
    install: suspend () -> Pair<InstallationWay, Boolean>,
  ): Installation {
    if (!installing.tryLock()) {
      throw GigastoreException.Unknown("Another installation is running.", "BUSY")
    }
    try {
      state.value = InstallationProgress.Starting(profile.id)
      val (way, isConfirmed) = attempt(profile, install)
      val installation = Installation(readAgain(profile), way, isConfirmed)
      state.value = InstallationProgress.Finished(installation)
      return installation
    } catch (fault: CancellationException) {
      state.value = InstallationProgress.Idle
      throw fault
    } catch (fault: Exception) {
      val error = asGigastoreException(fault)
      state.value = InstallationProgress.Failed(profile.id, error)
      throw error
    } finally {
      installing.unlock()
    }
  }

  /** Reports what becomes of it. Only what has started is reported. */
  private suspend fun attempt(
    profile: GigastoreESIMProfile,
    install: suspend () -> Pair<InstallationWay, Boolean>,
  ): Pair<InstallationWay, Boolean> {
    Installer.check(getProfile(profile.id))
    report(profile, Outcome.STARTED)
    try {
      val done = install()
      if (done.second) report(profile, Outcome.SUCCEEDED)
      return done
    } catch (fault: GigastoreException.UserCancelled) {
      report(profile, Outcome.CANCELLED)
      throw fault
    } catch (fault: CancellationException) {
      // The app has left the screen; what the system does from here on, only the carrier tells.
      throw fault
    } catch (fault: Exception) {
      val error = asGigastoreException(fault)
      report(profile, Outcome.FAILED, error.platformCode ?: error.javaClass.simpleName)
      throw error
    }
  }

  private suspend fun report(
    profile: GigastoreESIMProfile,
    outcome: Outcome,
    platformCode: String? = null,
  ) =
    withContext(NonCancellable + Dispatchers.IO) {
      val token = session.token ?: return@withContext
      outbox.keep(connection.url, token, profile.id, outcome, platformCode)
      sendReports()
    }

  /** The eSIM as it is now; as it was if the store cannot be reached. */
  private suspend fun readAgain(profile: GigastoreESIMProfile): GigastoreESIMProfile =
    try {
      getProfile(profile.id)
    } catch (_: GigastoreException) {
      profile
    }

  private suspend fun <T> reading(read: suspend () -> T): T =
    try {
      read()
    } catch (fault: JSONException) {
      throw asGigastoreException(fault)
    }

  internal companion object {
    private const val USUAL_TIMEOUT_MS = 15_000
    private const val LONG_TIMEOUT_MS = 30_000
    private const val LONGER = 5
    private const val NOT_FOUND = "esim_profile_not_found"
    private val PAUSES_MS = listOf(300L, 1_200L)

    /** Returns a connection that asks once: reports are repeated by their job. */
    fun connect(storeUrl: String) = StoreConnection(storeUrl, USUAL_TIMEOUT_MS, emptyList())

    private fun segmentOf(uid: String) = URLEncoder.encode(uid, "UTF-8")
  }
}
