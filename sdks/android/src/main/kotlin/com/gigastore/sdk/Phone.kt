package com.gigastore.sdk

import android.annotation.TargetApi
import android.app.PendingIntent
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.os.Handler
import android.os.Looper
import android.telephony.TelephonyManager
import android.telephony.euicc.DownloadableSubscription
import android.telephony.euicc.EuiccManager
import java.util.UUID
import kotlinx.coroutines.CompletableDeferred

/** What the phone can do with eSIMs. */
internal class Phone(private val context: Context) {
  private val hasEuiccApi = Build.VERSION.SDK_INT >= Build.VERSION_CODES.P

  fun isEsimCapable(): Boolean =
    hasEuiccApi &&
      context.packageManager.hasSystemFeature(PackageManager.FEATURE_TELEPHONY_EUICC) &&
      isEuiccOn()

  @TargetApi(Build.VERSION_CODES.P)
  private fun isEuiccOn(): Boolean =
    (context.getSystemService(Context.EUICC_SERVICE) as EuiccManager?)?.isEnabled == true

  fun hasCarrierPrivileges(): Boolean =
    (context.getSystemService(Context.TELEPHONY_SERVICE) as TelephonyManager?)
      ?.hasCarrierPrivileges() == true

  /** Returns the intent of the system's installer, if it has one. */
  fun systemIntent(): Intent? {
    if (Build.VERSION.SDK_INT < Build.VERSION_CODES.R) return null
    val intent =
      Intent(EuiccCodes.START_ACTIVATION).putExtra(EuiccCodes.USE_QR_SCANNER, false)
    return intent.takeIf { packageOf(it) != null }
  }

  /** Returns the intent of a link, if something else than a browser opens it. */
  fun linkIntent(link: String): Intent? {
    if (Build.VERSION.SDK_INT < Build.VERSION_CODES.Q) return null
    val intent = Intent(Intent.ACTION_VIEW, Uri.parse(link))
    val opener = packageOf(intent) ?: return null
    val browser = packageOf(Intent(Intent.ACTION_VIEW, Uri.parse("https://browser.invalid/")))
    return intent.takeIf { opener != browser && opener != CHOOSER }
  }

  private fun packageOf(intent: Intent): String? =
    context.packageManager
      .resolveActivity(intent, PackageManager.MATCH_DEFAULT_ONLY)
      ?.activityInfo
      ?.packageName

  /**
   * Asks the system to download an eSIM. `resolve` lets the user consent when the system wants it.
   * Throws [GigastoreException].
   */
  @TargetApi(Build.VERSION_CODES.P)
  suspend fun download(code: ActivationCode, resolve: suspend (Resolution) -> Unit) {
    val manager = context.getSystemService(Context.EUICC_SERVICE) as EuiccManager
    val subscription = DownloadableSubscription.forActivationCode(code.plain)
    var (result, callback) = await { manager.downloadSubscription(subscription, true, it) }
    val wasAsked = result == EuiccCodes.RESOLVABLE
    while (result == EuiccCodes.RESOLVABLE) {
      val answered = callback
      // The user's answer comes back in a callback of its own.
      val next = await(ask = { resolve(Resolution(manager, answered, it)) })
      result = next.first
      callback = next.second
    }
    if (result == EuiccCodes.OK) return
    val error = EuiccCodes.errorOf(callback)
    // Without consent the system fails without a word as well.
    val isDeclined = wasAsked && error is GigastoreException.NoCarrierPrivilege
    throw if (isDeclined) GigastoreException.UserCancelled() else error
  }

  /** A question of the system to the user. */
  class Resolution(
    val manager: EuiccManager,
    val result: Intent,
    val callback: PendingIntent,
  )

  private suspend fun await(ask: suspend (PendingIntent) -> Unit): Pair<Int, Intent> {
    val action = "${context.packageName}.gigastore.${UUID.randomUUID()}"
    val answer = CompletableDeferred<Pair<Int, Intent>>()
    val receiver =
      object : BroadcastReceiver() {
        override fun onReceive(context: Context, intent: Intent) {
          answer.complete(resultCode to intent)
        }
      }
    register(receiver, IntentFilter(action))
    try {
      ask(callbackFor(action))
      return answer.await()
    } finally {
      context.unregisterReceiver(receiver)
    }
  }

  private fun register(receiver: BroadcastReceiver, filter: IntentFilter) {
    val handler = Handler(Looper.getMainLooper())
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
      val flags = Context.RECEIVER_NOT_EXPORTED
      context.registerReceiver(receiver, filter, null, handler, flags)
    } else {
      context.registerReceiver(receiver, filter, null, handler)
    }
  }

  /** The system writes its result into the intent, which therefore is mutable and explicit. */
  private fun callbackFor(action: String): PendingIntent {
    val isMutable = Build.VERSION.SDK_INT >= Build.VERSION_CODES.S
    val mutability = if (isMutable) PendingIntent.FLAG_MUTABLE else 0
    val intent = Intent(action).setPackage(context.packageName)
    val flags = PendingIntent.FLAG_UPDATE_CURRENT or mutability
    return PendingIntent.getBroadcast(context, 0, intent, flags)
  }

  private companion object {
    /** The system's own chooser: several apps open the link, none of them always. */
    const val CHOOSER = "android"
  }
}
