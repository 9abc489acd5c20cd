package com.gigastore.sdk

import android.app.Activity
import com.gigastore.sdk.GigastoreESIMProfile.State
import com.gigastore.sdk.GigastoreOptions.TestPhone

/** Tries the ways of installing an eSIM, the most direct one first. */
internal class Installer(
  private val phone: Phone,
  private val options: GigastoreOptions,
  private val testMode: Boolean,
  private val tell: (InstallationProgress) -> Unit,
) {
  /** Returns the way and whether the system confirmed it. Throws [GigastoreException]. */
  suspend fun install(
    activity: Activity,
    profile: GigastoreESIMProfile,
  ): Pair<InstallationWay, Boolean> {
    if (testMode && options.testPhone != TestPhone.NONE) return simulate(profile)
    if (!phone.isEsimCapable()) throw GigastoreException.NotCapable()
    if (options.directInstallation || phone.hasCarrierPrivileges()) {
      if (installDirectly(activity, profile)) return InstallationWay.CARRIER to true
    }
    if (installBySystem(activity, profile)) return InstallationWay.SYSTEM to true
    if (openLink(activity, profile)) return InstallationWay.LINK to false
    showCodes(activity, profile)
    return InstallationWay.CODES to false
  }

  private fun simulate(profile: GigastoreESIMProfile): Pair<InstallationWay, Boolean> {
    tell(InstallationProgress.Running(profile.id, InstallationWay.SIMULATED))
    return when (options.testPhone) {
      TestPhone.FAILS -> throw GigastoreException.Unknown("The simulated phone fails.", "SIMULATED")
      TestPhone.CANCELS -> throw GigastoreException.UserCancelled()
      else -> InstallationWay.SIMULATED to true
    }
  }

  /** Returns false if the system refuses the app, so that the next way is tried. */
  private suspend fun installDirectly(activity: Activity, profile: GigastoreESIMProfile): Boolean {
    tell(InstallationProgress.Running(profile.id, InstallationWay.CARRIER))
    return try {
      phone.download(codeOf(profile)) { resolution ->
        tell(InstallationProgress.Resolving(profile.id))
        InstallationActivity.resolve(activity, resolution)
      }
      true
    } catch (_: GigastoreException.NoCarrierPrivilege) {
      false
    } catch (_: SecurityException) {
      false
    }
  }

  /** Returns false if the system's installer ended without asking for the code. */
  private suspend fun installBySystem(activity: Activity, profile: GigastoreESIMProfile): Boolean {
    val intent = phone.systemIntent() ?: return false
    tell(InstallationProgress.Running(profile.id, InstallationWay.SYSTEM))
    ActivationCodeService.offer(profile.activationCode)
    try {
      val result = InstallationActivity.start(activity, intent)
      if (result == Activity.RESULT_OK) return true
      if (ActivationCodeService.wasAsked) throw GigastoreException.UserCancelled()
      return false
    } finally {
      ActivationCodeService.withdraw()
    }
  }

  private suspend fun openLink(activity: Activity, profile: GigastoreESIMProfile): Boolean {
    val intent = phone.linkIntent(profile.androidUniversalLink) ?: return false
    tell(InstallationProgress.Running(profile.id, InstallationWay.LINK))
    return InstallationActivity.start(activity, intent) != InstallationActivity.NOT_STARTED
  }

  suspend fun showCodes(activity: Activity, profile: GigastoreESIMProfile) {
    tell(InstallationProgress.Running(profile.id, InstallationWay.CODES))
    val result = InstallationActivity.showCodes(activity, profile, options.words)
    if (result != Activity.RESULT_OK) throw GigastoreException.UserCancelled()
  }

  companion object {
    /** Throws [GigastoreException] if the eSIM cannot be installed on any phone now. */
    fun check(profile: GigastoreESIMProfile) {
      if (profile.state == State.INSTALLED || profile.state == State.DISABLED) {
        throw GigastoreException.AlreadyInstalled()
      }
      if (profile.installCount >= profile.installLimit) throw GigastoreException.LimitReached()
      codeOf(profile)
    }

    private fun codeOf(profile: GigastoreESIMProfile): ActivationCode =
      ActivationCode.of(profile.activationCode)
        ?: throw GigastoreException.Unknown(
          "The activation code of the eSIM is not valid.",
          "INVALID_ACTIVATION_CODE",
        )
  }
}
