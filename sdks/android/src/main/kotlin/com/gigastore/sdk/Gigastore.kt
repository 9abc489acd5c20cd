package com.gigastore.sdk

import android.app.Activity
import android.content.Context
import android.content.pm.PackageManager
import android.os.Handler
import android.os.Looper
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.launch

/** The calls of the original's SDK, with callbacks on the main thread. */
object Gigastore {
  private const val STORE_URL = "com.gigastore.sdk.STORE_URL"
  private val main = Handler(Looper.getMainLooper())
  @Volatile private var loaded: GigastoreClient? = null

  /** The same calls as suspend functions. Throws [IllegalStateException] before [load]. */
  @JvmStatic
  val client: GigastoreClient
    get() = checkNotNull(loaded) { "Call Gigastore.load first." }

  /**
   * Prepares the SDK for the key of the app. Throws [IllegalArgumentException] if the key is not of
   * the mode, or no store is named.
   */
  @JvmStatic
  @JvmOverloads
  fun load(
    context: Context,
    sdkKey: String,
    testMode: Boolean = false,
    options: GigastoreOptions = GigastoreOptions(),
  ): GigastoreClient {
    val prefix = if (testMode) "pk_test_" else "pk_live_"
    require(sdkKey.startsWith(prefix)) {
      "The key must begin with $prefix when testMode is $testMode."
    }
    val url = options.storeUrl ?: storeUrlOf(context)
    require(!url.isNullOrBlank()) { "Name the store: $STORE_URL in the manifest, or storeUrl." }
    return GigastoreClient(context, sdkKey, testMode, options, url).also { loaded = it }
  }

  @JvmStatic fun setUserToken(userToken: String?) = client.setUserToken(userToken)

  @JvmStatic
  fun setInstallTokenSource(source: InstallTokenSource) = client.setInstallTokenSource(source)

  /** Says who attests the app; [GigastoreClient.setAttestationProvider] says more. */
  @JvmStatic
  fun setAttestationProvider(provider: AttestationProvider) =
    client.setAttestationProvider(provider)

  @JvmStatic
  fun setAttestationProvider(
    attest: (nonce: String, completion: (token: String?, error: Exception?) -> Unit) -> Unit,
  ) = client.setAttestationProvider(attest)

  @JvmStatic fun isEsimCapable(): Boolean = client.isEsimCapable()

  @JvmStatic
  fun isEsimCapable(completion: (Boolean) -> Unit) =
    answer({ isEsimCapable() }) { isCapable, _ -> completion(isCapable == true) }

  @JvmStatic
  fun getProfile(
    context: Context,
    uid: String,
    completion: (GigastoreESIMProfile?, GigastoreException?) -> Unit,
  ) = answer({ getProfile(uid) }, completion)

  @JvmStatic
  fun getAllProfiles(
    context: Context,
    completion: (List<GigastoreESIMProfile>?, GigastoreException?) -> Unit,
  ) = answer({ getAllProfiles() }, completion)

  /** Answers with the package that was sold; [GigastoreClient.activateItem] says more. */
  @JvmStatic
  @JvmOverloads
  fun activateItem(
    context: Context,
    inventoryItemId: String,
    metaTag: String? = null,
    completion: (Activation?, GigastoreException?) -> Unit,
  ) = answer({ activateItem(inventoryItemId, metaTag) }, completion)

  /** Answers with the eSIM as it is after the installation. */
  @JvmStatic
  fun installProfile(
    activity: Activity,
    profile: GigastoreESIMProfile,
    completion: (GigastoreESIMProfile?, GigastoreException?) -> Unit,
  ) = answer({ installProfile(activity, profile).profile }, completion)

  private fun <T> answer(
    call: suspend GigastoreClient.() -> T,
    completion: (T?, GigastoreException?) -> Unit,
  ) {
    val client = client
    client.scope.launch {
      val (value, error) =
        try {
          client.call() to null
        } catch (fault: CancellationException) {
          throw fault
        } catch (fault: Exception) {
          null to asGigastoreException(fault)
        }
      main.post { completion(value, error) }
    }
  }

  private fun storeUrlOf(context: Context): String? =
    context.packageManager
      .getApplicationInfo(context.packageName, PackageManager.GET_META_DATA)
      .metaData
      ?.getString(STORE_URL)
}
