package com.gigastore.sdk

import android.app.Activity
import android.content.Context
import android.content.Intent
import android.widget.ImageView
import android.widget.TextView
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf

/** The link and the screen of codes, which the phone offers when it installs in no other way. */
class LinkAndCodesTest : OnAPhone() {
  @Test
  fun `the link opens what the system has for it`() {
    offer(Intent.ACTION_VIEW, "esimsetup.android.com")
    val call = install(aPhone())
    finish(shownScreen(), Activity.RESULT_CANCELED)
    val installation = call.success()
    assertEquals(InstallationWay.LINK, installation.way)
    assertEquals(false, installation.isConfirmed)
    assertEquals(listOf("started"), store.outcomes)
  }

  @Test
  fun `a browser is no installer, so the codes are shown`() {
    offer(Intent.ACTION_VIEW, null)
    val call = install(aPhone())
    finishCodes("Done")
    assertEquals(InstallationWay.CODES, call.success().way)
  }

  @Test
  fun `the screen of codes has them to read and copy, and leaving it cancels`() {
    val call = install(aPhone())
    val shown = shownScreen()
    val texts = viewsOf(shown.get()).filterIsInstance<TextView>().map { it.text.toString() }
    assertTrue("$texts", texts.containsAll(listOf("smdp.example", "1234567890ABCDEF")))
    click(shown, "Copy")
    val clipboard = context.getSystemService(Context.CLIPBOARD_SERVICE)
    val clip = (clipboard as android.content.ClipboardManager).primaryClip
    assertEquals("smdp.example", clip?.getItemAt(0)?.text.toString())
    shown.get().finish()
    shown.destroy()
    assertTrue(call.failure() is GigastoreException.UserCancelled)
  }

  @Test
  fun `turning the phone keeps the screen of codes`() {
    val call = install(aPhone())
    val shown = shownScreen()
    shown.recreate()
    assertEquals(false, call.isCompleted)
    click(shown, "Done")
    assertEquals(InstallationWay.CODES, call.success().way)
  }

  @Test
  fun `the ways are those of the shared cases`() {
    for (case in sharedCases.list("ways").filter { it.getString("kind") == "android" }) {
      store.profile.put("activationCode", case.getString("activationCode"))
      store.profile.put("androidUniversalLink", JSONObject.NULL)
      val profile = GigastoreESIMProfile.of(store.profile)
      val codes = install(aPhone(), profile)
      val screen = shownScreen()
      assertEquals(1, viewsOf(screen.get()).filterIsInstance<ImageView>().size)
      click(screen, "Done")
      assertEquals(InstallationWay.CODES, codes.success().way)
      offer(Intent.ACTION_VIEW, "esimsetup.android.com")
      val call = install(aPhone(), profile)
      val link = shownScreen()
      val opened = shadowOf(link.get()).peekNextStartedActivityForResult().intent
      assertEquals(case.getString("link"), opened.dataString)
      finish(link, Activity.RESULT_OK)
      assertEquals(InstallationWay.LINK, call.success().way)
    }
  }

  /** Pages read a user agent; the SDK knows that its phone has Android. */
  @Test
  fun `a phone with Android opens links, as the shared cases say`() {
    offer(Intent.ACTION_VIEW, "esimsetup.android.com")
    val hasLink = Phone(context).linkIntent(profile.androidUniversalLink) != null
    val devices = sharedCases.list("devices").filter { it.getString("kind") == "android" }
    assertEquals(listOf(hasLink), devices.map { it.getBoolean("hasInstallLink") }.distinct())
  }
}
