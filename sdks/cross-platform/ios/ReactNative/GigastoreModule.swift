import Foundation
import React

/// The module `Gigastore` of React Native. It has not been compiled or run.
@objc(Gigastore)
final class GigastoreModule: RCTEventEmitter {
  private lazy var phone = AppBridge { [weak self] event, values in
    self?.sendEvent(withName: event, body: values)
  }

  override static func requiresMainQueueSetup() -> Bool { true }
  override var methodQueue: DispatchQueue! { .main }

  override func supportedEvents() -> [String] { ["installTokenNeeded", "installationProgress"] }

  @objc func call(
    _ name: String, input: [String: Any], resolve: @escaping RCTPromiseResolveBlock,
    reject: @escaping RCTPromiseRejectBlock
  ) {
    Task { @MainActor in
      do {
        resolve(try await phone.call(name, input))
      } catch {
        let refusal = error as? AppRefusal ?? AppRefusal(error)
        let details = refusal.platformCode.map { ["platformCode": $0] }
        let error = NSError(domain: "Gigastore", code: 0, userInfo: details)
        reject(refusal.kind, refusal.message, error)
      }
    }
  }
}
