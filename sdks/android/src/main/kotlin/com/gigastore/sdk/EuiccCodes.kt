package com.gigastore.sdk

import android.content.Intent

/** The codes of `EuiccManager`, by value, since older systems do not have their names. */
internal object EuiccCodes {
  const val OK = 0
  const val RESOLVABLE = 1
  const val START_ACTIVATION = "android.telephony.euicc.action.START_EUICC_ACTIVATION"
  const val MANAGE = "android.telephony.euicc.action.MANAGE_EMBEDDED_SUBSCRIPTIONS"
  const val USE_QR_SCANNER = "android.telephony.euicc.extra.USE_QR_SCANNER"
  private const val EXTRA = "android.telephony.euicc.extra.EMBEDDED_SUBSCRIPTION"
  const val DETAILED = "${EXTRA}_DETAILED_CODE"
  const val ERROR = "${EXTRA}_ERROR_CODE"
  const val SUBJECT = "${EXTRA}_SMDX_SUBJECT_CODE"
  const val REASON = "${EXTRA}_SMDX_REASON_CODE"
  private const val FIRST = 10_000
  private const val NO_PROFILES = 10_013

  private val NAMES =
    listOf(
      "CARRIER_LOCKED",
      "INVALID_ACTIVATION_CODE",
      "INVALID_CONFIRMATION_CODE",
      "INCOMPATIBLE_CARRIER",
      "EUICC_INSUFFICIENT_MEMORY",
      "TIME_OUT",
      "EUICC_MISSING",
      "UNSUPPORTED_VERSION",
      "SIM_MISSING",
      "INSTALL_PROFILE",
      "DISALLOWED_BY_PPR",
      "ADDRESS_MISSING",
      "CERTIFICATE_ERROR",
      "NO_PROFILES_AVAILABLE",
      "CONNECTION_ERROR",
      "INVALID_RESPONSE",
      "OPERATION_BUSY",
      "INVALID_PORT",
    )

  /** Returns the error that a callback of the system says. */
  fun errorOf(callback: Intent): GigastoreException {
    val number = callback.getIntExtra(ERROR, 0)
    val name = NAMES.getOrNull(number - FIRST)?.let { "ERROR_$it" }
    val subject = callback.getStringExtra(SUBJECT)
    val reason = callback.getStringExtra(REASON)
    val pair = if (subject != null && reason != null) "SMDX_$subject/$reason" else null
    val detail = callback.getIntExtra(DETAILED, 0)
    val code = pair ?: name ?: if (number != 0) "ERROR_$number" else "DETAILED_$detail"
    return when {
      pair == "SMDX_8.8.5/6.4" -> GigastoreException.LimitReached(code)
      name == "ERROR_EUICC_MISSING" -> GigastoreException.NotCapable()
      name == "ERROR_TIME_OUT" || name == "ERROR_CONNECTION_ERROR" ->
        GigastoreException.Network("The phone did not reach the carrier.", code)
      // Without privileges in the profile the system fails without a word.
      pair == null && number == 0 && detail == 0 -> GigastoreException.NoCarrierPrivilege(code)
      else -> GigastoreException.Unknown("The phone did not install the eSIM.", code)
    }
  }
}
