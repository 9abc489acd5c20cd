package com.gigastore.sdk

import android.os.Binder
import android.os.IBinder
import android.os.Parcel
import org.robolectric.Robolectric

/** The system's installer, which asks the app's service for the code of the eSIM. */
internal object FakeInstaller {
  private const val SERVICE = "android.service.euicc.ICarrierEuiccProvisioningService"
  private const val CALLBACK = "android.service.euicc.IGetActivationCodeCallback"

  /** Returns the code; null if the service says that it has none. */
  fun ask(): String? {
    val service = Robolectric.buildService(ActivationCodeService::class.java).create().get()
    var code: String? = null
    val callback =
      object : Binder() {
        override fun onTransact(call: Int, data: Parcel, reply: Parcel?, flags: Int): Boolean {
          data.enforceInterface(CALLBACK)
          if (call == IBinder.FIRST_CALL_TRANSACTION) code = data.readString()
          return true
        }
      }
    val (data, reply) = Parcel.obtain() to Parcel.obtain()
    data.writeInterfaceToken(SERVICE)
    data.writeStrongBinder(callback)
    service.onBind(null).transact(IBinder.FIRST_CALL_TRANSACTION, data, reply, 0)
    data.recycle()
    reply.recycle()
    return code
  }
}
