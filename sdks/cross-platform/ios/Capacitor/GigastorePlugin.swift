import Capacitor
import Foundation

/// The plug-in `Gigastore` of Capacitor. It has not been compiled or run.
@objc(GigastorePlugin)
public final class GigastorePlugin: CAPPlugin, CAPBridgedPlugin {
  public let identifier = "GigastorePlugin"
  public let jsName = "Gigastore"
  public let pluginMethods = [
    "load", "setUserToken", "useInstallTokens", "answerInstallToken", "isEsimCapable", "getProfile",
    "getAllProfiles", "activateItem", "installProfile",
  ].map { CAPPluginMethod(name: $0, returnType: CAPPluginReturnPromise)! }

  private lazy var phone = AppBridge { [weak self] event, values in
    self?.notifyListeners(event, data: values)
  }

  @objc func load(_ call: CAPPluginCall) { pass("load", call) }
  @objc func setUserToken(_ call: CAPPluginCall) { pass("setUserToken", call) }
  @objc func useInstallTokens(_ call: CAPPluginCall) { pass("useInstallTokens", call) }
  @objc func answerInstallToken(_ call: CAPPluginCall) { pass("answerInstallToken", call) }
  @objc func isEsimCapable(_ call: CAPPluginCall) { pass("isEsimCapable", call) }
  @objc func getProfile(_ call: CAPPluginCall) { pass("getProfile", call) }
  @objc func getAllProfiles(_ call: CAPPluginCall) { pass("getAllProfiles", call) }
  @objc func activateItem(_ call: CAPPluginCall) { pass("activateItem", call) }
  @objc func installProfile(_ call: CAPPluginCall) { pass("installProfile", call) }

  private func pass(_ name: String, _ call: CAPPluginCall) {
    let input = call.dictionaryRepresentation as? [String: Any] ?? [:]
    Task { @MainActor in
      do {
        call.resolve(try await phone.call(name, input))
      } catch {
        let refusal = error as? AppRefusal ?? AppRefusal(error)
        let details = refusal.platformCode.map { ["platformCode": $0] }
        call.reject(refusal.message, refusal.kind, nil, details)
      }
    }
  }
}
