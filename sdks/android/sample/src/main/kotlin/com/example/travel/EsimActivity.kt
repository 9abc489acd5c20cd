package com.example.travel

import android.app.Activity
import android.os.Bundle
import android.widget.Button
import android.widget.LinearLayout
import android.widget.TextView
import com.gigastore.sdk.Gigastore
import com.gigastore.sdk.GigastoreESIMProfile
import com.gigastore.sdk.GigastoreException
import com.gigastore.sdk.GigastoreOptions
import java.net.URL

/** Lists the eSIMs of the signed-in user, each with a button that installs it. */
class EsimActivity : Activity() {
  private lateinit var column: LinearLayout

  override fun onCreate(state: Bundle?) {
    super.onCreate(state)
    column = LinearLayout(this).apply { orientation = LinearLayout.VERTICAL }
    setContentView(column)
    val options = GigastoreOptions(storeUrl = "https://store.example")
    Gigastore.load(applicationContext, "pk_test_1234", testMode = true, options = options)
    // Your own server asks the store for the token.
    Gigastore.setInstallTokenSource { URL("https://acme.example/install-token").readText() }
  }

  override fun onResume() {
    super.onResume()
    Gigastore.getAllProfiles(this) { profiles, error ->
      column.removeAllViews()
      if (error != null) say(messageOf(error))
      profiles.orEmpty().forEach(::show)
    }
  }

  private fun show(profile: GigastoreESIMProfile) {
    say("${profile.iccid}: ${profile.state}")
    if (profile.state != GigastoreESIMProfile.State.RELEASED) return
    val button = Button(this)
    button.text = "Install"
    button.setOnClickListener { install(profile) }
    column.addView(button)
  }

  private fun install(profile: GigastoreESIMProfile) =
    Gigastore.installProfile(this, profile) { installed, error ->
      say(if (error == null) "${installed?.state}" else messageOf(error))
    }

  private fun say(text: String) = column.addView(TextView(this).apply { this.text = text })

  private fun messageOf(error: GigastoreException): String =
    when (error) {
      is GigastoreException.UserCancelled -> "You can install it later."
      is GigastoreException.Network -> "Check the connection and try again."
      else -> "It did not work: ${error.platformCode ?: error.message}"
    }
}
