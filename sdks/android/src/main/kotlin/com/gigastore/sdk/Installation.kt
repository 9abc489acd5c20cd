package com.gigastore.sdk

/** How an eSIM is installed. */
enum class InstallationWay {
  /** The sandbox's simulated phone. */
  SIMULATED,

  /** `EuiccManager`, with privileges of the carrier. */
  CARRIER,

  /** The system's own installer, which asks the app for the code. */
  SYSTEM,

  /** The link that opens the system's installer. */
  LINK,

  /** QR code and codes on a screen. */
  CODES,
}

/** What became of an installation. */
data class Installation(
  val profile: GigastoreESIMProfile,
  val way: InstallationWay,
  /**
   * Whether the system said that it has installed the eSIM. After a link or the codes nobody tells
   * the app, so that the carrier's report decides: read the profile again.
   */
  val isConfirmed: Boolean,
)

/** Where the present installation is. */
sealed class InstallationProgress {
  data object Idle : InstallationProgress()

  /** The eSIM is checked. */
  data class Starting(val profileId: String) : InstallationProgress()

  /** The phone or its user is busy with it. */
  data class Running(val profileId: String, val way: InstallationWay) : InstallationProgress()

  /** The user is asked for consent or a confirmation code. */
  data class Resolving(val profileId: String) : InstallationProgress()

  data class Finished(val installation: Installation) : InstallationProgress()

  data class Failed(val profileId: String, val error: GigastoreException) : InstallationProgress()
}
