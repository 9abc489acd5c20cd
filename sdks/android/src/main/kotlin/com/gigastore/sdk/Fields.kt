package com.gigastore.sdk

import org.json.JSONException
import org.json.JSONObject

/** The fields of an object of the store, whose names are read in any letter case. */
internal class Fields(private val json: JSONObject) {
  private val names = json.keys().asSequence().associateBy { it.lowercase() }

  /** Throws [JSONException] if there is none. */
  fun text(name: String): String =
    textOrNull(name) ?: throw JSONException("The answer has no $name.")

  fun textOrNull(name: String): String? {
    val key = keyOf(name)
    return if (json.isNull(key)) null else json.getString(key)
  }

  fun number(name: String): Int = json.getInt(keyOf(name))

  fun isTrue(name: String): Boolean = json.optBoolean(keyOf(name))

  fun texts(name: String): List<String> {
    val array = json.optJSONArray(keyOf(name)) ?: return emptyList()
    return (0 until array.length()).map { array.getString(it) }
  }

  fun objects(name: String): List<JSONObject> {
    val array = json.getJSONArray(keyOf(name))
    return (0 until array.length()).map { array.getJSONObject(it) }
  }

  private fun keyOf(name: String) = names[name.lowercase()] ?: name
}
