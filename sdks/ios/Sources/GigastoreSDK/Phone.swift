import Foundation

/// What the SDK asks of a phone. `SystemPhone` is the real one; tests and previews bring their own.
public protocol Phone: Sendable {
  /// Whether this app may add plans: it has the entitlement, and the phone takes eSIMs.
  var canAddPlans: Bool { get }
  /// Whether the phone takes eSIMs; nil if the system does not say (before iOS 16).
  var hasESIM: Bool? { get }
  /// Whether the system installs eSIMs from Apple's universal link (from iOS 17.4).
  var opensUniversalLinks: Bool { get }
  /// The model, as Apple numbers it: `iPhone17,1`.
  var model: String { get }
  var systemVersion: String { get }

  /// Asks the system to add a plan. Completes with the raw value of
  /// `CTCellularPlanProvisioningAddPlanResult`.
  func addPlan(_ plan: ESIMPlan, completion: @escaping @Sendable (UInt) -> Void)
  /// Opens a link outside the app. Completes with whether the system took it.
  func open(_ link: URL, completion: @escaping @Sendable (Bool) -> Void)
}

/// What the system needs to install an eSIM.
public struct ESIMPlan: Sendable, Equatable {
  public let smdpAddress: String
  public let matchingID: String
  public let confirmationCode: String?
  public let iccid: String?
  /// The codes of the countries in which the eSIM works, for iOS 26.
  public let countries: [String]
}

extension Phone {
  public var model: String {
    if let simulated = ProcessInfo.processInfo.environment["SIMULATOR_MODEL_IDENTIFIER"] {
      return simulated
    }
    var name = utsname()
    uname(&name)
    return withUnsafeBytes(of: name.machine) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  public var systemVersion: String {
    let version = ProcessInfo.processInfo.operatingSystemVersion
    return "\(version.majorVersion).\(version.minorVersion).\(version.patchVersion)"
  }

  /// Whether the phone takes eSIMs. Where the system does not say, the model decides: all iPhones
  /// from 2018 on do (`iPhone11,…`), except those sold in mainland China.
  public var isESIMCapable: Bool {
    if canAddPlans { return true }
    if let hasESIM = hasESIM { return hasESIM }
    guard model.hasPrefix("iPhone") else { return false }
    let generation = Int(model.dropFirst("iPhone".count).prefix { $0.isNumber }) ?? 0
    return generation >= 11
  }

  func addPlan(_ plan: ESIMPlan) async -> UInt {
    await withCheckedContinuation { done in addPlan(plan) { done.resume(returning: $0) } }
  }

  func open(_ link: URL) async -> Bool {
    await withCheckedContinuation { done in open(link) { done.resume(returning: $0) } }
  }
}

/// The phone of test mode: it takes every eSIM, and nothing is installed on the real phone.
struct SimulatedPhone: Phone {
  var canAddPlans: Bool { true }
  var hasESIM: Bool? { true }
  var opensUniversalLinks: Bool { true }

  func addPlan(_ plan: ESIMPlan, completion: @escaping @Sendable (UInt) -> Void) {
    completion(PlanResult.success.rawValue)
  }

  func open(_ link: URL, completion: @escaping @Sendable (Bool) -> Void) { completion(true) }
}

/// A phone on which nothing can be installed, on systems other than iOS.
struct NoPhone: Phone {
  var canAddPlans: Bool { false }
  var hasESIM: Bool? { false }
  var opensUniversalLinks: Bool { false }

  func addPlan(_ plan: ESIMPlan, completion: @escaping @Sendable (UInt) -> Void) {
    completion(PlanResult.unknown.rawValue)
  }

  func open(_ link: URL, completion: @escaping @Sendable (Bool) -> Void) { completion(false) }
}

/// The results of `CTCellularPlanProvisioning.addPlan`.
enum PlanResult: UInt {
  case unknown, fail, success, cancel
}

/// Returns the phone that the app runs on.
func thisPhone() -> Phone {
  #if canImport(CoreTelephony) && canImport(UIKit)
    return SystemPhone()
  #else
    return NoPhone()
  #endif
}
