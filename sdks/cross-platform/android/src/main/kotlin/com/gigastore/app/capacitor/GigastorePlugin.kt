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

  @PluginMethod fun load(call: PluginCall) = pass("load", call)

  @PluginMethod fun setUserToken(call: PluginCall) = pass("setUserToken", call)

  @PluginMethod fun useInstallTokens(call: PluginCall) = pass("useInstallTokens", call)

  @PluginMethod fun answerInstallToken(call: PluginCall) = pass("answerInstallToken", call)

  @PluginMethod fun isEsimCapable(call: PluginCall) = pass("isEsimCapable", call)

  @PluginMethod fun getProfile(call: PluginCall) = pass("getProfile", call)

  @PluginMethod fun getAllProfiles(call: PluginCall) = pass("getAllProfiles", call)

  @PluginMethod fun activateItem(call: PluginCall) = pass("activateItem", call)

  @PluginMethod fun installProfile(call: PluginCall) = pass("installProfile", call)

  private fun pass(name: String, call: PluginCall) {
    val names = call.data.keys().asSequence()
    val input = names.associateWith { one -> call.data.opt(one).takeIf { it != JSONObject.NULL } }
    phone.call(name, input, activity) { result ->
      val refusal = result.exceptionOrNull() as AppRefusal?
      if (refusal == null) call.resolve(objectOf(result.getOrThrow()))
      else {
        val details = JSObject().put("platformCode", refusal.platformCode)
        call.reject(refusal.message, refusal.kind, null, details)
      }
    }
  }

  private fun objectOf(values: Values) = JSObject.fromJSONObject(JSONObject(values))
}
