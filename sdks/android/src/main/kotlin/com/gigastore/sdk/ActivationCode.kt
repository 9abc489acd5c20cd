package com.gigastore.sdk

/** An activation code, `LPA:1$<SM-DP+ address>$<matching ID>`, by its parts. */
class ActivationCode
private constructor(
  /** The code without `LPA:`, as `EuiccManager` takes it. */
  internal val plain: String,
  val smdpAddress: String,
  val matchingId: String,
  /** Whether the phone asks for a confirmation code. */
  val asksForConfirmation: Boolean,
) {
  /** The link that opens the installer of Android for this eSIM. */
  val universalLink: String
    get() = "https://esimsetup.android.com/esim_qrcode_provisioning?carddata=LPA:$plain"

  companion object {
    private const val PARTS = 3
    private const val MOST_PARTS = 5
    private val SCHEME = Regex("^LPA:", RegexOption.IGNORE_CASE)
    private val ADDRESS =
      Regex("(?=.{1,255}$)(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]{2,63}")
    private val MATCHING_ID = Regex("[0-9A-Za-z-]{1,255}")
    private val OID = Regex("(?:[0-9]+(?:\\.[0-9]+){1,30})?")
    private val FLAG = Regex("1?")

    /** Returns the parts of a code, with or without `LPA:`; null if the text is none. */
    @JvmStatic
    fun of(text: String): ActivationCode? {
      val plain = text.filterNot { it.isWhitespace() }.replace(SCHEME, "")
      val parts = plain.split('$')
      if (parts.size !in PARTS..MOST_PARTS || parts[0] != "1") return null
      val (_, address, matchingId) = parts
      val (oid, flag) = parts.drop(PARTS) + listOf("", "")
      val isCode =
        ADDRESS.matches(address) &&
          MATCHING_ID.matches(matchingId) &&
          OID.matches(oid) &&
          FLAG.matches(flag)
      return if (isCode) ActivationCode(plain, address, matchingId, flag == "1") else null
    }
  }
}
