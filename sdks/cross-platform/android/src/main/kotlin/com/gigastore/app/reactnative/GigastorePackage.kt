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

  @ReactMethod
  fun call(name: String, input: ReadableMap, promise: Promise) =
    bridge.call(name, input.toHashMap(), context.currentActivity) { result ->
      val refusal = result.exceptionOrNull() as AppRefusal?
      if (refusal == null) promise.resolve(Arguments.makeNativeMap(result.getOrThrow()))
      else {
        val details = Arguments.createMap()
        details.putString("platformCode", refusal.platformCode)
        promise.reject(refusal.kind, refusal.message, details)
      }
    }

  /** `NativeEventEmitter` calls both. */
  @ReactMethod fun addListener(event: String) = Unit

  @ReactMethod fun removeListeners(count: Double) = Unit
}

class GigastorePackage : ReactPackage {
  override fun createNativeModules(context: ReactApplicationContext) =
    listOf(GigastoreModule(context))

  override fun createViewManagers(context: ReactApplicationContext) =
    emptyList<com.facebook.react.uimanager.ViewManager<*, *>>()
}
