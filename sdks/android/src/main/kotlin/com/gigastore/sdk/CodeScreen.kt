package com.gigastore.sdk

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.ClipData
import android.content.ClipboardManager
import android.content.Context
import android.content.Intent
import android.graphics.Bitmap
import android.graphics.Color
import android.os.Build
import android.os.PersistableBundle
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.TextView
import com.google.zxing.BarcodeFormat
import com.google.zxing.EncodeHintType
import com.google.zxing.qrcode.QRCodeWriter
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel

/** The screen with a QR code for another screen's camera, and the codes to copy. */
internal class CodeScreen(
  private val activity: InstallationActivity,
  codes: InstallationActivity.Codes,
) {
  private val words = codes.words
  private val profile = codes.profile
  private val density = activity.resources.displayMetrics.density

  val view: View = ScrollView(activity).apply { addView(column()) }

  private fun column(): View =
    LinearLayout(activity).apply {
      orientation = LinearLayout.VERTICAL
      val space = dp(PADDING)
      setPadding(space, space, space, space)
      addView(text(words.title, TITLE_SIZE))
      addView(text(words.scan, TEXT_SIZE))
      addView(qrCode())
      addView(text(words.enter, TEXT_SIZE))
      addCode(words.address, profile.smdpAddress)
      addCode(words.code, profile.matchingId)
      profile.confirmationCode?.let { addCode(words.confirmation, it) }
      addView(button(words.settings) { openSettings() })
      addView(button(words.done) { activity.end(Activity.RESULT_OK) })
    }

  private fun LinearLayout.addCode(name: String, code: String) {
    addView(text(name, NAME_SIZE))
    addView(text(code, TEXT_SIZE).apply { setTextIsSelectable(true) })
    val copy = button(words.copy) { copy(name, code) }
    copy.contentDescription = "${words.copy}: $name"
    addView(copy)
  }

  private fun text(content: String, size: Float) =
    TextView(activity).apply {
      text = content
      textSize = size
    }

  private fun button(label: String, act: () -> Unit) =
    Button(activity).apply {
      text = label
      minHeight = dp(TOUCH)
      setOnClickListener { act() }
    }

  private fun qrCode(): View =
    ImageView(activity).apply {
      setImageBitmap(bitmapOf(profile.activationCode))
      contentDescription = words.scan
      adjustViewBounds = true
      layoutParams =
        LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT).apply { height = dp(QR_SIZE) }
    }

  private fun copy(name: String, code: String) {
    val clip = ClipData.newPlainText(name, code)
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.N) {
      // Android 13 and later do not show it in full.
      clip.description.extras =
        PersistableBundle().apply { putBoolean("android.content.extra.IS_SENSITIVE", true) }
    }
    val clipboard = activity.getSystemService(Context.CLIPBOARD_SERVICE) as ClipboardManager
    clipboard.setPrimaryClip(clip)
  }

  private fun openSettings() {
    for (action in listOf(EuiccCodes.MANAGE, android.provider.Settings.ACTION_WIRELESS_SETTINGS)) {
      try {
        return activity.startActivity(Intent(action))
      } catch (_: ActivityNotFoundException) {
        // The next one is on every phone.
      }
    }
  }

  private fun dp(size: Int) = (size * density).toInt()

  internal companion object {
    private const val PADDING = 24
    private const val QR_SIZE = 280
    private const val TOUCH = 48
    private const val TITLE_SIZE = 24f
    private const val TEXT_SIZE = 16f
    private const val NAME_SIZE = 13f
    private const val QUIET_ZONE = 4
    private const val MODULE_PIXELS = 8

    /** Returns the QR code of a text, black on white in every theme, with its quiet zone. */
    fun bitmapOf(text: String): Bitmap {
      val hints =
        mapOf(
          EncodeHintType.ERROR_CORRECTION to ErrorCorrectionLevel.M,
          EncodeHintType.MARGIN to QUIET_ZONE,
        )
      val small = QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints)
      val size = small.width * MODULE_PIXELS
      val pixels =
        IntArray(size * size) {
          val isDark = small[it % size / MODULE_PIXELS, it / size / MODULE_PIXELS]
          if (isDark) Color.BLACK else Color.WHITE
        }
      return Bitmap.createBitmap(pixels, size, size, Bitmap.Config.ARGB_8888)
    }
  }
}
