package com.gigastore.app.capacitor

import com.getcapacitor.JSObject
import com.getcapacitor.Plugin
import com.getcapacitor.PluginCall
import com.getcapacitor.PluginMethod
import com.getcapacitor.annotation.CapacitorPlugin
import com.gigastore.app.AppBridge
import com.gigastore.app.AppRefusal
import com.gigastore.app.Values
import org.json.JSONObject

/** The plug-in `Gigastore` of Capacitor. It has not been run. */
@CapacitorPlugin(name = "Gigastore")
class GigastorePlugin : Plugin() {
  private lateinit var phone: AppBridge

  override fun load() {
    phone = AppBridge(context) { event, values -> notifyListeners(event, objectOf(values)) }
  }

  override fun handleOnDestroy() = phone.close()

  /** Passes on the call `name` with its `input`. */
  @PluginMethod
  fun call(call: PluginCall) {
    val name = call.getString("name").orEmpty()
    phone.call(name, valuesOf(call.getObject("input")), activity) { result ->
      val refusal = result.exceptionOrNull() as AppRefusal?
      if (refusal == null) call.resolve(objectOf(result.getOrThrow()))
      else {
        val details = JSObject().put("platformCode", refusal.platformCode)
        call.reject(refusal.message, refusal.kind, null, details)
      }
    }
  }

  private fun valuesOf(input: JSObject?): Values {
    val given = input ?: JSObject()
    return given.keys().asSequence().associateWith { key ->
      given.opt(key).takeIf { it != JSONObject.NULL }
    }
  }

  private fun objectOf(values: Values) = JSObject.fromJSONObject(JSONObject(values))
}
