package com.gigastore.app.reactnative

import com.facebook.react.ReactPackage
import com.facebook.react.bridge.Arguments
import com.facebook.react.bridge.Promise
import com.facebook.react.bridge.ReactApplicationContext
import com.facebook.react.bridge.ReactContextBaseJavaModule
import com.facebook.react.bridge.ReactMethod
import com.facebook.react.bridge.ReadableMap
import com.facebook.react.modules.core.DeviceEventManagerModule.RCTDeviceEventEmitter
import com.gigastore.app.AppBridge
import com.gigastore.app.AppRefusal

/** The module `Gigastore` of React Native. It has not been run. */
class GigastoreModule(private val context: ReactApplicationContext) :
  ReactContextBaseJavaModule(context) {
  private val bridge =
    AppBridge(context) { event, values ->
      context.getJSModule(RCTDeviceEventEmitter::class.java)
        .emit(event, Arguments.makeNativeMap(values))
    }

  override fun getName() = "Gigastore"

  override fun invalidate() {
    bridge.close()
    super.invalidate()
  }

  @ReactMethod fun load(input: ReadableMap, promise: Promise) = call("load", input, promise)

  @ReactMethod
  fun setUserToken(input: ReadableMap, promise: Promise) = call("setUserToken", input, promise)

  @ReactMethod
  fun useInstallTokens(input: ReadableMap, promise: Promise) =
    call("useInstallTokens", input, promise)

  @ReactMethod
  fun answerInstallToken(input: ReadableMap, promise: Promise) =
    call("answerInstallToken", input, promise)

  @ReactMethod
  fun isEsimCapable(input: ReadableMap, promise: Promise) = call("isEsimCapable", input, promise)

  @ReactMethod
  fun getProfile(input: ReadableMap, promise: Promise) = call("getProfile", input, promise)

  @ReactMethod
  fun getAllProfiles(input: ReadableMap, promise: Promise) = call("getAllProfiles", input, promise)

  @ReactMethod
  fun activateItem(input: ReadableMap, promise: Promise) = call("activateItem", input, promise)

  @ReactMethod
  fun installProfile(input: ReadableMap, promise: Promise) = call("installProfile", input, promise)

  /** `NativeEventEmitter` calls both. */
  @ReactMethod fun addListener(event: String) = Unit

  @ReactMethod fun removeListeners(count: Double) = Unit

  private fun call(name: String, input: ReadableMap, promise: Promise) =
    bridge.call(name, input.toHashMap(), context.currentActivity) { result ->
      val refusal = result.exceptionOrNull() as AppRefusal?
      if (refusal == null) promise.resolve(Arguments.makeNativeMap(result.getOrThrow()))
      else {
        val details = Arguments.createMap()
        details.putString("platformCode", refusal.platformCode)
        promise.reject(refusal.kind, refusal.message, details)
      }
    }
}

class GigastorePackage : ReactPackage {
  override fun createNativeModules(context: ReactApplicationContext) =
    listOf(GigastoreModule(context))

  override fun createViewManagers(context: ReactApplicationContext) =
    emptyList<com.facebook.react.uimanager.ViewManager<*, *>>()
}
