import Foundation

public typealias GigastoreDeviceIsEsimCapableCompletion = (Bool) -> Void
public typealias GigastoreHandleGetProfileCompletion = (
  _ profile: GigastoreESIMProfile?, _ error: Error?
) -> Void?
public typealias GigastoreHandleInstallProfileCompletion = (
  _ profile: GigastoreESIMProfile?, _ error: Error?
) -> Void?
public typealias GigastoreHandleAllProfilesCompletion = (
  _ profiles: [GigastoreESIMProfile]?, _ error: Error?
) -> Void?

/// The session of the app.
public let Gigastore = GigastoreSession()

/// Reads and installs the eSIMs of the signed-in user. Completions are called on the main queue.
public final class GigastoreSession: @unchecked Sendable {
  private let phone: Phone
  private let transport: HTTPTransport
  private let folder: URL
  private let queue: ReportQueue
  let activations: ActivationQueue
  private let lock = NSLock()
  private var loaded: Loaded?
  private var installTokens: InstallTokens?
  private var attestations: AttestationProvider?
  private var userToken: String?
  private let retryDelays: [TimeInterval]?

  struct Loaded: Sendable {
    let client: StoreClient
    let storeURL: URL
    let phone: Phone
  }

  /// A session for the phone that the app runs on. Tests and previews give another one.
  public init(
    phone: Phone? = nil, transport: HTTPTransport = URLSessionTransport(), folder: URL? = nil,
    retryDelays: [TimeInterval]? = nil
  ) {
    self.phone = phone ?? thisPhone()
    self.transport = transport
    self.folder = folder ?? PrivateFile.standardFolder()
    self.retryDelays = retryDelays
    queue = ReportQueue(folder: self.folder)
    activations = ActivationQueue(folder: self.folder)
  }

  /// Sets the key of the app and the address of the store: call it once, when the app starts.
  /// Without `storeURL` the address is `GigastoreURL` of the app's Info.plist. In test mode a
  /// simulated phone installs the eSIMs of a sandbox account.
  public func load(withSDKKey key: String, testMode: Bool = false, storeURL: URL? = nil) {
    let url = storeURL ?? Self.urlOfInfo()
    let used: Phone = testMode ? SimulatedPhone() : phone
    let made = url.map { makeLoaded(key: key, testMode: testMode, url: $0, phone: used) }
    let tokens: InstallTokens? = locked {
      loaded = made
      return installTokens
    }
    guard let made = made else { return }
    Task {
      if let tokens = tokens { await made.client.use(tokens) }
      await queue.send(with: made.client, to: made.storeURL)
    }
  }

  /// Sets your own name for the user who is signed in. `activateItem` sells to this user; without an
  /// install token provider, the eSIMs are those that this user activated. Whoever knows the name
  /// reads them, so it is long, random, and known to the app of this user only.
  public func setUserToken(userToken: String) {
    locked {
      guard userToken != self.userToken else { return }
      self.userToken = userToken
      // The session is that of the user before.
      if let tokens = installTokens { installTokens = tokens.again }
    }
  }

  /// Sets what asks your server for an install token of the user. It is called whenever a session
  /// opens; call this again when another user signs in.
  public func setInstallTokenProvider(_ provider: @escaping InstallTokenProvider) {
    locked {
      let number = (installTokens?.number ?? 0) + 1
      installTokens = InstallTokens(number: number, next: provider)
    }
  }

  /// Sets what attests each session, for an app that requires it: `AppAttest.provider`, or one of
  /// your own. The call that needs a session ends with an error that it throws.
  public func setAttestationProvider(_ provider: @escaping AttestationProvider) {
    locked { attestations = provider }
  }

  /// Completes with whether this phone takes eSIMs.
  public func isEsimCapable(completion: GigastoreDeviceIsEsimCapableCompletion? = nil) {
    perform { await self.isEsimCapable() } completion: { completion?((try? $0.get()) ?? false) }
  }

  /// Completes with the eSIM with this ID, the `uid` of the API.
  public func getProfile(
    profileUID: String, completion: GigastoreHandleGetProfileCompletion? = nil
  ) {
    perform { try await self.getProfile(profileUID: profileUID) } completion: {
      _ = completion?($0.value, $0.error)
    }
  }

  /// Installs an eSIM. Completes with it once it is installed, or once the system has taken over;
  /// with `GigastoreError.noCarrierPrivilege` where the user installs it by hand.
  public func installProfile(
    profile: GigastoreESIMProfile, completion: GigastoreHandleInstallProfileCompletion? = nil
  ) {
    perform { try await self.installProfile(profile: profile) } completion: {
      _ = completion?($0.value, $0.error)
    }
  }

  /// Completes with the eSIMs of the user.
  public func getAllProfiles(completion: GigastoreHandleAllProfilesCompletion? = nil) {
    perform { try await self.getAllProfiles() } completion: {
      _ = completion?($0.value, $0.error)
    }
  }

  /// Returns what `load` made, with the newest providers. Throws `notLoaded`.
  func current() async throws -> Loaded {
    let (made, tokens, attestations): (Loaded?, InstallTokens?, AttestationProvider?) = locked {
      (loaded, installTokens, self.attestations)
    }
    guard let made = made else { throw GigastoreError.notLoaded }
    if let attestations = attestations { await made.client.use(attestations) }
    if let tokens = tokens { await made.client.use(tokens) }
    return made
  }

  /// The phone that installs: in test mode the simulated one.
  var usedPhone: Phone { locked { loaded?.phone ?? phone } }
  var reports: ReportQueue { queue }
  var currentUser: String? { locked { userToken } }

  private func makeLoaded(key: String, testMode: Bool, url: URL, phone: Phone) -> Loaded {
    var settings = StoreClient.Settings(
      url: url, key: key.trimmingCharacters(in: .whitespacesAndNewlines), isTestMode: testMode,
      installationId: PrivateFile.installationId(in: folder), model: phone.model,
      systemVersion: phone.systemVersion)
    if let retryDelays = retryDelays {
      settings.retryDelays = retryDelays
      settings.wait = retryDelays.last ?? 0
    }
    let client = StoreClient(settings: settings, transport: transport)
    return Loaded(client: client, storeURL: url, phone: phone)
  }

  private static func urlOfInfo() -> URL? {
    (Bundle.main.object(forInfoDictionaryKey: "GigastoreURL") as? String).flatMap(URL.init)
  }

  private func locked<Value>(_ step: () -> Value) -> Value {
    lock.lock()
    defer { lock.unlock() }
    return step()
  }

  func perform<Value: Sendable>(
    _ step: @escaping @Sendable () async throws -> Value,
    completion: @escaping (Result<Value, Error>) -> Void
  ) {
    let completed = Completion(call: completion)
    Task {
      let result: Result<Value, Error>
      do { result = .success(try await step()) } catch { result = .failure(error) }
      DispatchQueue.main.async { completed.call(result) }
    }
  }
}

/// A completion of the app, which is called on the main queue only.
private struct Completion<Value>: @unchecked Sendable {
  let call: (Result<Value, Error>) -> Void
}

extension Result {
  fileprivate var value: Success? { try? get() }
  fileprivate var error: Error? {
    if case .failure(let error) = self { return error }
    return nil
  }
}
