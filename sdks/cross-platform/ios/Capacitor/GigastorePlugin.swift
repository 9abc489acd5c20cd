import Capacitor
import Foundation

/// The plug-in `Gigastore` of Capacitor. It has not been compiled or run.
@objc(GigastorePlugin)
public final class GigastorePlugin: CAPPlugin, CAPBridgedPlugin {
  public let identifier = "GigastorePlugin"
  public let jsName = "Gigastore"
  public let pluginMethods = [
    CAPPluginMethod(name: "call", returnType: CAPPluginReturnPromise)!
  ]

  private lazy var phone = AppBridge { [weak self] event, values in
    self?.notifyListeners(event, data: values)
  }

  /// Passes on the call `name` with its `input`.
  @objc func call(_ call: CAPPluginCall) {
    let name = call.getString("name") ?? ""
    let input: [String: Any] = call.getObject("input") ?? [:]
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
