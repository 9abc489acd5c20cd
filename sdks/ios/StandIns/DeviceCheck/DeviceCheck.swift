// The published interface of Apple's DeviceCheck as far as the SDK uses it. For Linux only, where
// there is no App Attest.
import Foundation

public struct DCError: Error {
  public enum Code: Int {
    case unknownSystemFailure, featureUnsupported, invalidInput, invalidKey, serverUnavailable
  }

  public let code: Code
}

open class DCAppAttestService: NSObject {
  nonisolated(unsafe) public static let shared = DCAppAttestService()

  public var isSupported: Bool { false }

  public func generateKey(completionHandler: @escaping @Sendable (String?, Error?) -> Void) {
    completionHandler(nil, DCError(code: .featureUnsupported))
  }

  public func attestKey(
    _ keyId: String, clientDataHash: Data,
    completionHandler: @escaping @Sendable (Data?, Error?) -> Void
  ) { completionHandler(nil, DCError(code: .serverUnavailable)) }
}
