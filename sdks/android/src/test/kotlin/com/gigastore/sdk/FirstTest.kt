package com.gigastore.sdk

import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class FirstTest {
  @Test
  fun `reads a state in any letter case`() {
    assertEquals(GigastoreESIMProfile.State.INSTALLED, GigastoreESIMProfile.State.of("installed"))
  }
}
