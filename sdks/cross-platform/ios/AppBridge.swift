import Foundation
import GigastoreSDK
import SwiftUI
import UIKit

/// Why a call was refused, by the names of the plug-in.
struct AppRefusal: Error {
  let kind: String
  let message: String
  let platformCode: String?

  init(_ error: Error) {
    let known = error as? GigastoreError
    kind = known?.code ?? "unknown"
    message = error.localizedDescription
    switch known {
    case .unknown(let code), .unauthorised(let code), .refused(let code, _): platformCode = code
    case .profileNotFound: platformCode = "esim_profile_not_found"
    default: platformCode = nil
    }
  }
}

/// What React Native and Capacitor have alike. It has not been compiled or run with either.
@MainActor
final class AppBridge {
  typealias Values = [String: Any]

  private let emit: (String, Values) -> Void
  private var asked: [String: CheckedContinuation<String, Error>] = [:]
  private var userToken: String?
  private var usesTokens = false
  private var isTestMode = false

  init(emit: @escaping (String, Values) -> Void) {
    self.emit = emit
  }

  func call(_ name: String, _ input: Values) async throws -> Values {
    do {
      return try await perform(name, input)
    } catch {
      throw AppRefusal(error)
    }
  }

  private func perform(_ name: String, _ input: Values) async throws -> Values {
    let uid = input["uid"] as? String ?? ""
    switch name {
    case "load":
      let url = (input["storeUrl"] as? String).flatMap(URL.init)
      isTestMode = input["testMode"] as? Bool ?? false
      Gigastore.load(
        withSDKKey: input["sdkKey"] as? String ?? "", testMode: isTestMode, storeURL: url)
    case "setUserToken":
      userToken = input["userToken"] as? String
      Gigastore.setUserToken(userToken: userToken ?? "")
      // Another provider gets another session.
      if usesTokens { useTokens() }
    case "useInstallTokens":
      usesTokens = true
      useTokens()
    case "answerInstallToken":
      answerInstallToken(input)
    case "isEsimCapable":
      return ["isCapable": await Gigastore.isEsimCapable()]
    case "getProfile":
      return ["profile": try values(of: try await Gigastore.getProfile(profileUID: uid))]
    case "getAllProfiles":
      return ["profiles": try await Gigastore.getAllProfiles().map(values)]
    case "activateItem":
      return try await activate(input)
    case "installProfile":
      return try await install(try await Gigastore.getProfile(profileUID: uid))
    default:
      throw GigastoreError.refused(code: "no_such_call", message: "There is no call \(name).")
    }
    return [:]
  }

  private func useTokens() {
    let user = userToken
    Gigastore.setInstallTokenProvider { [weak self] in
      guard let self = self else { throw GigastoreError.notLoaded }
      return try await self.askForToken(user)
    }
  }

  private func askForToken(_ user: String?) async throws -> String {
    let requestId = UUID().uuidString
    return try await withCheckedThrowingContinuation { done in
      asked[requestId] = done
      emit("installTokenNeeded", ["requestId": requestId, "userToken": user as Any? ?? NSNull()])
      Task {
        try? await Task.sleep(nanoseconds: 30_000_000_000)
        asked.removeValue(forKey: requestId)?
          .resume(throwing: GigastoreError.network("The app gave no install token in time."))
      }
    }
  }

  private func answerInstallToken(_ input: Values) {
    guard let requestId = input["requestId"] as? String,
      let done = asked.removeValue(forKey: requestId)
    else { return }
    if let token = input["token"] as? String {
      done.resume(returning: token)
    } else {
      done.resume(throwing: GigastoreError.unauthorised(code: "no_install_token"))
    }
  }

  private func activate(_ input: Values) async throws -> Values {
    guard userToken != nil else { throw GigastoreError.unauthorised(code: "missing_token") }
    let sold = try await Gigastore.activateItem(
      inventoryItem: input["inventoryItemId"] as? String, metaTag: input["metaTag"] as? String)
    return [
      "activationId": sold.activationId, "activatedItemUid": sold.activatedItemUid,
      "customerUid": sold.customerUid as Any? ?? NSNull(),
      "profiles": try sold.profiles.map(values),
    ]
  }

  private func install(_ profile: GigastoreESIMProfile) async throws -> Values {
    switch try await Gigastore.install(profile) {
    case .installed(let done):
      let way = isTestMode ? "simulated" : "carrier"
      return ["profile": try values(of: done), "way": way, "isConfirmed": true]
    case .handedToSystem(let done):
      return ["profile": try values(of: done), "way": "link", "isConfirmed": false]
    case .manual(let left):
      show(left)
      return ["profile": try values(of: left), "way": "codes", "isConfirmed": false]
    }
  }

  private func show(_ profile: GigastoreESIMProfile) {
    let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
    let window = scenes.flatMap(\.windows).first(where: \.isKeyWindow)
    var top = window?.rootViewController
    while let presented = top?.presentedViewController { top = presented }
    let screen = UIHostingController(rootView: ManualInstallationView(profile: profile))
    top?.present(screen, animated: true)
  }

  private func values(of profile: GigastoreESIMProfile) throws -> Values {
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(profile))
    return json as? Values ?? [:]
  }
}
