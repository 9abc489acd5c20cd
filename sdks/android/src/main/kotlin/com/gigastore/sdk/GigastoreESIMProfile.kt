package com.gigastore.sdk

import org.json.JSONObject

/** An eSIM of the user, with what the phone's installer needs. */
data class GigastoreESIMProfile(
  val id: String,
  val iccid: String,
  val imsi: String?,
  val eid: String?,
  val state: State,
  val supportedCountries: List<String>,
  val activationCode: String,
  val smdpAddress: String,
  val matchingId: String,
  val confirmationCode: String?,
  val apn: String?,
  val androidUniversalLink: String,
  val installationUrl: String,
  val installCount: Int,
  val installLimit: Int,
) {
  /** The state of the eSIM as the carrier reported it. */
  enum class State {
    RELEASED,
    INSTALLED,
    DISABLED,
    ERROR,

    /** A state that this version does not know. */
    UNKNOWN;

    val rawValue: String
      get() = name

    companion object {
      /** Returns the state of a name, in any letter case. */
      @JvmStatic
      fun of(name: String?): State =
        entries.find { it.name.equals(name, ignoreCase = true) } ?: UNKNOWN
    }
  }

  companion object {
    internal fun of(json: JSONObject): GigastoreESIMProfile {
      val fields = Fields(json)
      val activationCode = fields.text("activationCode")
      val link = fields.textOrNull("androidUniversalLink")
      return GigastoreESIMProfile(
        id = fields.text("id"),
        iccid = fields.text("iccid"),
        imsi = fields.textOrNull("imsi"),
        eid = fields.textOrNull("eid"),
        state = State.of(fields.textOrNull("state")),
        supportedCountries = fields.texts("supportedCountries").map { it.uppercase() },
        activationCode = activationCode,
        smdpAddress = fields.text("smdpAddress"),
        matchingId = fields.text("matchingId"),
        confirmationCode = fields.textOrNull("confirmationCode"),
        apn = fields.textOrNull("apn"),
        androidUniversalLink = link ?: ActivationCode.of(activationCode)?.universalLink.orEmpty(),
        installationUrl = fields.text("installationUrl"),
        installCount = fields.number("installCount"),
        installLimit = fields.number("installLimit"),
      )
    }
  }
}
