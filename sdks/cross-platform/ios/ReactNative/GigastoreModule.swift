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

  @objc func load(
    _ input: [String: Any], resolve: @escaping RCTPromiseResolveBlock,
    reject: @escaping RCTPromiseRejectBlock
  ) { pass("load", input, (resolve, reject)) }

  @objc func setUserToken(
    _ input: [String: Any], resolve: @escaping RCTPromiseResolveBlock,
    reject: @escaping RCTPromiseRejectBlock
  ) { pass("setUserToken", input, (resolve, reject)) }

  @objc func useInstallTokens(
    _ input: [String: Any], resolve: @escaping RCTPromiseResolveBlock,
    reject: @escaping RCTPromiseRejectBlock
  ) { pass("useInstallTokens", input, (resolve, reject)) }

  @objc func answerInstallToken(
    _ input: [String: Any], resolve: @escaping RCTPromiseResolveBlock,
    reject: @escaping RCTPromiseRejectBlock
  ) { pass("answerInstallToken", input, (resolve, reject)) }

  @objc func isEsimCapable(
    _ input: [String: Any], resolve: @escaping RCTPromiseResolveBlock,
    reject: @escaping RCTPromiseRejectBlock
  ) { pass("isEsimCapable", input, (resolve, reject)) }

  @objc func getProfile(
    _ input: [String: Any], resolve: @escaping RCTPromiseResolveBlock,
    reject: @escaping RCTPromiseRejectBlock
  ) { pass("getProfile", input, (resolve, reject)) }

  @objc func getAllProfiles(
    _ input: [String: Any], resolve: @escaping RCTPromiseResolveBlock,
    reject: @escaping RCTPromiseRejectBlock
  ) { pass("getAllProfiles", input, (resolve, reject)) }

  @objc func activateItem(
    _ input: [String: Any], resolve: @escaping RCTPromiseResolveBlock,
    reject: @escaping RCTPromiseRejectBlock
  ) { pass("activateItem", input, (resolve, reject)) }

  @objc func installProfile(
    _ input: [String: Any], resolve: @escaping RCTPromiseResolveBlock,
    reject: @escaping RCTPromiseRejectBlock
  ) { pass("installProfile", input, (resolve, reject)) }

  private func pass(
    _ name: String, _ input: [String: Any],
    _ answer: (resolve: RCTPromiseResolveBlock, reject: RCTPromiseRejectBlock)
  ) {
    Task { @MainActor in
      do {
        answer.resolve(try await phone.call(name, input))
      } catch {
        let refusal = error as? AppRefusal ?? AppRefusal(error)
        let details = refusal.platformCode.map { ["platformCode": $0] }
        let error = NSError(domain: "Gigastore", code: 0, userInfo: details)
        answer.reject(refusal.kind, refusal.message, error)
      }
    }
  }
}
