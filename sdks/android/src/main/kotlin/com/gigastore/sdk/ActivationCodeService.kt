package com.gigastore.sdk

import android.app.Service
import android.content.Intent
import android.os.Binder
import android.os.IBinder
import android.os.Parcel

/**
 * Gives the system's installer the activation code that it asks for. It is the
 * `ICarrierEuiccProvisioningService` of Android, of which the SDKs have no class; only the system's
 * installer has the permission to call it, and the code is there only during an installation.
 */
class ActivationCodeService : Service() {
  override fun onBind(intent: Intent?): IBinder = CodeBinder()

  private class CodeBinder : Binder() {
    override fun onTransact(code: Int, data: Parcel, reply: Parcel?, flags: Int): Boolean {
      if (code != GET_CODE && code != GET_CODE_FOR_EID) {
        return super.onTransact(code, data, reply, flags)
      }
      data.enforceInterface(SERVICE)
      if (code == GET_CODE_FOR_EID) data.readString()
      val callback = data.readStrongBinder()
      reply?.writeNoException()
      if (callback != null) answer(callback)
      return true
    }

    private fun answer(callback: IBinder) {
      val answer = Parcel.obtain()
      try {
        answer.writeInterfaceToken(CALLBACK)
        val offered = take()
        if (offered != null) answer.writeString(offered)
        val call = if (offered != null) ON_SUCCESS else ON_FAILURE
        callback.transact(call, answer, null, IBinder.FLAG_ONEWAY)
      } finally {
        answer.recycle()
      }
    }
  }

  internal companion object {
    private const val SERVICE = "android.service.euicc.ICarrierEuiccProvisioningService"
    private const val CALLBACK = "android.service.euicc.IGetActivationCodeCallback"
    private const val GET_CODE = IBinder.FIRST_CALL_TRANSACTION
    private const val GET_CODE_FOR_EID = IBinder.FIRST_CALL_TRANSACTION + 1
    private const val ON_SUCCESS = IBinder.FIRST_CALL_TRANSACTION
    private const val ON_FAILURE = IBinder.FIRST_CALL_TRANSACTION + 1

    @Volatile private var activationCode: String? = null

    /** Whether the installer has got the code that is offered. */
    @Volatile
    var wasAsked = false
      private set

    fun offer(code: String) {
      wasAsked = false
      activationCode = code
    }

    fun withdraw() {
      activationCode = null
    }

    private fun take(): String? = activationCode?.also { wasAsked = true }
  }
}
