// The whole of what the SDK asks of DeviceCheck. What can be decided without it is elsewhere.
#if canImport(DeviceCheck)
  import DeviceCheck
  import Foundation

  /// App Attest of the phone that the app runs on.
  @available(iOS 14.0, *)
  struct SystemAttestService: AttestService {
    var isSupported: Bool { DCAppAttestService.shared.isSupported }

    func generateKey() async throws -> String {
      try await answer { DCAppAttestService.shared.generateKey(completionHandler: $0) }
    }

    func attestKey(_ keyID: String, clientDataHash: Data) async throws -> Data {
      try await answer {
        DCAppAttestService.shared.attestKey(
          keyID, clientDataHash: clientDataHash, completionHandler: $0)
      }
    }

    private func answer<Value: Sendable>(
      to ask: (@escaping @Sendable (Value?, Error?) -> Void) -> Void
    ) async throws -> Value {
      try await withCheckedThrowingContinuation { done in
        ask { value, error in
          if let value = value {
            done.resume(returning: value)
          } else {
            done.resume(throwing: failure(error))
          }
        }
      }
    }

    private func failure(_ error: Error?) -> GigastoreError {
      let code = (error as? DCError)?.code ?? .unknownSystemFailure
      if code == .serverUnavailable { return .network("App Attest does not answer.") }
      return .unknown(platformCode: "DCError.\(code.rawValue)")
    }
  }
#endif
