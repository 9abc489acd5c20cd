package com.gigastore.sdk

/** What an app may set beside key and mode. */
data class GigastoreOptions(
  /** The address of the store; otherwise `com.gigastore.sdk.STORE_URL` of the manifest. */
  val storeUrl: String? = null,
  /**
   * Asks the system to install directly although no SIM of the phone gives the app privileges: for
   * apps that the carrier of the eSIM has named in its profile.
   */
  val directInstallation: Boolean = false,
  /** What the simulated phone does in test mode. */
  val testPhone: TestPhone = TestPhone.SUCCEEDS,
  /** The words of the screen with the codes. */
  val words: CodeWords = CodeWords(),
  /** The most that a connection or an answer may take. */
  val timeoutMs: Int = 15_000,
  /** The most that an attestation may take. */
  val attestationTimeoutMs: Int = 60_000,
) {
  /** The sandbox's simulated phone. */
  enum class TestPhone {
    SUCCEEDS,
    FAILS,
    CANCELS,

    /** The real phone is asked, although it cannot install an eSIM of the sandbox. */
    NONE,
  }
}

/** The words of the screen with QR code and codes, to translate them. */
data class CodeWords(
  val title: String = "Install your eSIM",
  val scan: String = "Scan this code with the phone that takes the eSIM.",
  val enter: String = "Or enter the codes in the settings for SIMs.",
  val address: String = "SM-DP+ address",
  val code: String = "Activation code",
  val confirmation: String = "Confirmation code",
  val copy: String = "Copy",
  val settings: String = "Open settings",
  val done: String = "Done",
)
