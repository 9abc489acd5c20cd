import Foundation

/// Why a call did not succeed.
public enum GigastoreError: Error, Equatable, Sendable {
  /// `load` was not called, or without the address of the store.
  case notLoaded
  /// The phone takes no eSIMs.
  case notCapable
  /// The app may not add plans, and the system has no universal link. Show
  /// `ManualInstallationView`.
  case noCarrierPrivilege
  /// The eSIM is installed.
  case alreadyInstalled
  /// The eSIM was installed as often as it may be.
  case limitReached
  /// The user cancelled.
  case cancelled
  /// The store, or App Attest of Apple, could not be reached or did not answer in time.
  case network(String)
  /// The key or the token is not valid (any more). The code is that of the store.
  case unauthorised(code: String)
  /// The session reads no eSIM with this ID.
  case profileNotFound
  /// Too many calls: try again after some seconds.
  case rateLimited(retryAfter: TimeInterval?)
  /// The profile lacks its activation code.
  case invalidProfile
  /// Test mode is on, and the key is that of a live account.
  case liveAccountInTestMode
  /// The store refused with this code.
  case refused(code: String, message: String)
  /// The system failed with this code.
  case unknown(platformCode: String)

  /// A stable name, the same on all platforms.
  public var code: String {
    switch self {
    case .notLoaded: return "not_loaded"
    case .notCapable: return "not_capable"
    case .noCarrierPrivilege: return "no_carrier_privilege"
    case .alreadyInstalled: return "already_installed"
    case .limitReached: return "limit_reached"
    case .cancelled: return "user_cancelled"
    case .network: return "network"
    case .unauthorised: return "unauthorised"
    case .profileNotFound: return "profile_not_found"
    case .rateLimited: return "rate_limited"
    case .invalidProfile: return "invalid_profile"
    case .liveAccountInTestMode: return "live_account_in_test_mode"
    case .refused: return "refused"
    case .unknown: return "unknown"
    }
  }

  /// Returns the error for an answer of the store.
  static func of(_ answer: HTTPAnswer) -> GigastoreError {
    let problem = answer.problem
    let code = problem.code
    switch code {
    case "missing_token", "invalid_token", "invalid_credentials", "token_expired", "forbidden",
      "app_not_attested":
      return .unauthorised(code: code)
    case "esim_profile_not_found": return .profileNotFound
    case "installation_limit_reached": return .limitReached
    default: break
    }
    if answer.isOutage { return .network("The store answered with status \(answer.status).") }
    if answer.status == 429 { return .rateLimited(retryAfter: answer.retryAfter) }
    let message = problem.message ?? "The store answered with status \(answer.status)."
    return .refused(code: code.isEmpty ? "\(answer.status)" : code, message: message)
  }
}

extension GigastoreError: LocalizedError {
  public var errorDescription: String? {
    switch self {
    case .notLoaded: return "Call Gigastore.load with the key of the app and the store's address."
    case .notCapable: return "This device does not support eSIMs."
    case .noCarrierPrivilege: return "Install the eSIM with its QR code or by hand."
    case .alreadyInstalled: return "This eSIM is already installed."
    case .limitReached: return "This eSIM cannot be installed again."
    case .cancelled: return "The installation was cancelled."
    case .network(let reason): return "The connection failed. \(reason)"
    case .unauthorised(code: "app_not_attested"):
      return "The store does not recognise the app. Update it, or install it again."
    case .unauthorised: return "The app is not authorised. Sign in again."
    case .profileNotFound: return "There is no such eSIM."
    case .rateLimited: return "Too many requests. Try again in a moment."
    case .invalidProfile: return "The eSIM has no activation code."
    case .liveAccountInTestMode: return "Test mode needs the key of a sandbox account."
    case .refused(_, let message): return message
    case .unknown(let platformCode): return "The phone reports an error (\(platformCode))."
    }
  }
}

extension GigastoreError: CustomNSError {
  public static var errorDomain: String { "GigastoreError" }

  public var errorCode: Int {
    let order = [
      "not_loaded", "not_capable", "no_carrier_privilege", "already_installed", "limit_reached",
      "user_cancelled", "network", "unauthorised", "profile_not_found", "rate_limited",
      "invalid_profile", "live_account_in_test_mode", "refused", "unknown",
    ]
    return (order.firstIndex(of: code) ?? order.count) + 1
  }
}
