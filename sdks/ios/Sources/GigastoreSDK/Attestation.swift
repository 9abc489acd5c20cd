import CryptoKit
import Foundation

/// Gives the attestation object of App Attest for a client data hash. Gives nil if the phone has no
/// App Attest: the session is opened without, which the store refuses if the app requires one.
public typealias AttestationProvider = @Sendable (_ clientDataHash: Data) async throws -> Data?
/// Takes the attestation object, or why there is none. Both are nil if the phone has no App Attest.
public typealias GigastoreAttestationCompletion = @Sendable (
  _ attestationObject: Data?, _ error: Error?
) -> Void

extension GigastoreSession {
  /// Sets what attests each session, by a completion that is called once.
  public func setAttestationProvider(
    _ provider: @escaping @Sendable (
      _ clientDataHash: Data, _ completion: @escaping GigastoreAttestationCompletion
    ) -> Void
  ) {
    setAttestationProvider { clientDataHash in
      try await withCheckedThrowingContinuation { done in
        provider(clientDataHash) { object, error in
          if let error = error {
            done.resume(throwing: error)
          } else {
            done.resume(returning: object)
          }
        }
      }
    }
  }
}

/// Returns the hash for which a session is attested. The install token is one of a kind.
func clientDataHash(installToken: String, installationId: String) -> Data {
  let text = "\(installToken).\(installationId.lowercased())"
  return Data(SHA256.hash(data: Data(text.utf8)))
}

/// App Attest of Apple.
public enum AppAttest {
  /// Attests each session with a key of its own. Gives nil where there is no App Attest: in the
  /// simulator, in most extensions, and before iOS 14.
  public static let provider: AttestationProvider = makeProvider(with: thisAttestService())

  static func makeProvider(
    with service: AttestService?, retryDelays: [TimeInterval] = [0.5, 2]
  ) -> AttestationProvider {
    { clientDataHash in
      guard let service = service, service.isSupported else { return nil }
      let keyID = try await service.generateKey()
      // Apple wants the same key and the same hash for another attempt.
      for delay in retryDelays {
        do {
          return try await service.attestKey(keyID, clientDataHash: clientDataHash)
        } catch GigastoreError.network(_) {
          try await Task.sleep(nanoseconds: UInt64(delay * 1_000_000_000))
        }
      }
      return try await service.attestKey(keyID, clientDataHash: clientDataHash)
    }
  }
}

/// What the SDK asks of App Attest. `SystemAttestService` is the real one; tests bring their own.
protocol AttestService: Sendable {
  var isSupported: Bool { get }
  /// Makes a key and returns its ID.
  func generateKey() async throws -> String
  /// Returns the attestation object. Throws `GigastoreError.network` if Apple cannot be reached.
  func attestKey(_ keyID: String, clientDataHash: Data) async throws -> Data
}

/// Returns App Attest of the phone that the app runs on, if it has one.
func thisAttestService() -> AttestService? {
  #if canImport(DeviceCheck)
    if #available(iOS 14.0, *) { return SystemAttestService() }
  #endif
  return nil
}
