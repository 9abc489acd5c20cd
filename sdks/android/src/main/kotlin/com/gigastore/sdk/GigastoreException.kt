package com.gigastore.sdk

/** Why a call did not do what was asked. */
sealed class GigastoreException(
  message: String,
  /** The code of the phone's system or of the store, for your support team. */
  val platformCode: String? = null,
  cause: Throwable? = null,
) : Exception(message, cause) {
  /** The phone takes no eSIM, or its eSIM is switched off. */
  class NotCapable : GigastoreException("This phone cannot install eSIMs.")

  /** The system lets only apps of the carrier install this eSIM directly. */
  class NoCarrierPrivilege(platformCode: String? = null) :
    GigastoreException("The app has no carrier privileges for this eSIM.", platformCode)

  /** The eSIM is on a phone already. */
  class AlreadyInstalled : GigastoreException("This eSIM is already installed.")

  /** The eSIM was installed as often as it can be. */
  class LimitReached(platformCode: String? = null) :
    GigastoreException("This eSIM cannot be installed again.", platformCode)

  /** The user did not go on. */
  class UserCancelled : GigastoreException("The user cancelled the installation.")

  /** The store or the carrier cannot be reached, or asks to come back later. */
  class Network(message: String, platformCode: String? = null, cause: Throwable? = null) :
    GigastoreException(message, platformCode, cause)

  /** The key, the install token or the session is not valid, or the app is not attested. */
  class Unauthorised(message: String, platformCode: String? = null) :
    GigastoreException(message, platformCode)

  /** Anything else; [platformCode] says what. */
  class Unknown(message: String, platformCode: String? = null, cause: Throwable? = null) :
    GigastoreException(message, platformCode, cause)
}
