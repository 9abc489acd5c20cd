package com.gigastore.sdk

import org.json.JSONObject

/** A package that the store sold because the app asked for it. */
data class Activation(
  /** The ID of the activation: it sells once. */
  val activationId: String,
  /** The package that was sold. */
  val activatedItemUid: String,
  val customerUid: String,
  /** The eSIMs of the user. */
  val profiles: List<GigastoreESIMProfile>,
) {
  internal companion object {
    fun of(json: JSONObject): Activation {
      val fields = Fields(json)
      return Activation(
        activationId = fields.text("activationId"),
        activatedItemUid = fields.text("activatedItemUid"),
        customerUid = fields.text("customerUid"),
        profiles = fields.objects("items").map(GigastoreESIMProfile::of),
      )
    }
  }
}
