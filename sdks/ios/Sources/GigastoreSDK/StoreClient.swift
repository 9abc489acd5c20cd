import Foundation

/// Gives the install token that the app's own server got from the store for the signed-in user.
public typealias InstallTokenProvider = @Sendable () async throws -> String

/// The install tokens of one user. A higher number is a later user.
struct InstallTokens: Sendable {
  let number: Int
  let next: InstallTokenProvider

  /// The same for a later user.
  var again: InstallTokens { InstallTokens(number: number + 1, next: next) }
}

/// Calls the store's `/sdk/v1`, and keeps a session open.
actor StoreClient {
  struct Settings: Sendable {
    let url: URL
    let key: String
    let isTestMode: Bool
    let installationId: String
    let model: String
    let systemVersion: String
    /// The waits before a call is sent again whose answer did not come, in seconds.
    var retryDelays: [TimeInterval] = [0.5, 2]
    /// How long and how often to wait for an activation that an earlier call has begun. The store
    /// takes a call of each user every two seconds.
    var wait: TimeInterval = 2
    var mostWaits = 30
  }

  private let settings: Settings
  private let transport: HTTPTransport
  private var session: StoreSession?
  private var opening: Task<StoreSession, Error>?
  private var installTokens: InstallTokens?
  private var attestations: AttestationProvider?

  init(settings: Settings, transport: HTTPTransport) {
    self.settings = settings
    self.transport = transport
  }

  /// Uses these install tokens from now on, unless it has them or those of a later user.
  func use(_ tokens: InstallTokens) {
    guard tokens.number > installTokens?.number ?? 0 else { return }
    installTokens = tokens
    session = nil
    opening = nil
  }

  /// Uses these attestations for sessions that are opened from now on.
  func use(_ attestations: @escaping AttestationProvider) { self.attestations = attestations }

  /// Whether there is a way to open a session.
  var hasInstallTokens: Bool { installTokens != nil }

  func profiles() async throws -> [GigastoreESIMProfile] {
    try await read(Profiles.self, "profiles").items
  }

  func profile(_ id: String) async throws -> GigastoreESIMProfile {
    let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-"))
    guard !id.isEmpty, id.unicodeScalars.allSatisfy({ $0.isASCII && allowed.contains($0) }) else {
      throw GigastoreError.profileNotFound
    }
    return try await read(GigastoreESIMProfile.self, "profiles/\(id)")
  }

  /// Returns the eSIMs of a user who activated an item in the app.
  func profiles(of userToken: String) async throws -> [GigastoreESIMProfile] {
    struct User: Encodable { let userToken: String }
    return try await ofUser(Profiles.self, "user-profiles", User(userToken: userToken)).items
  }

  /// Sells an item to a user. While an earlier call with this ID is not answered, waits for it.
  func activate(_ wish: ActivationWish, id: String) async throws -> GigastoreActivation {
    let body = NewActivation(
      activationId: id, inventoryItemId: wish.inventoryItemId, userToken: wish.userToken,
      metaTag: wish.metaTag)
    for _ in 0..<settings.mostWaits {
      do {
        return try await ofUser(GigastoreActivation.self, "activations", body)
      } catch GigastoreError.refused(code: "idempotency_key_in_progress", _) {
        try await Task.sleep(nanoseconds: UInt64(settings.wait * 1_000_000_000))
      }
    }
    throw GigastoreError.network("The store has not answered the activation yet.")
  }

  func usage() async throws -> GigastoreUsage {
    try await read(GigastoreUsage.self, "usage")
  }

  /// Returns the session, opening one if there is none. Calls at the same time share one.
  func openSession() async throws -> StoreSession {
    if let session = session, session.isOpen { return session }
    if let opening = opening { return try await opening.value }
    guard let installTokens = installTokens else {
      throw GigastoreError.unauthorised(code: "missing_token")
    }
    let task = Task { try await start(with: installTokens.next) }
    opening = task
    defer { if opening == task { opening = nil } }
    let opened = try await task.value
    if opening == task { session = opened }
    return opened
  }

  /// Sends a report with the token of the session in which it was made. Returns the answer.
  func send(_ report: InstallationReport, token: String) async throws -> HTTPAnswer {
    let path = "profiles/\(report.profileId)/installation-events"
    return try await call("POST", path, bearer: token, body: try JSONEncoder().encode(report.event))
  }

  var currentToken: String? { session?.sessionToken }

  private func start(with next: InstallTokenProvider) async throws -> StoreSession {
    let installToken = try await next()
    let hash = clientDataHash(
      installToken: installToken, installationId: settings.installationId)
    let body = NewSession(
      installToken: installToken, installationId: settings.installationId, model: settings.model,
      systemVersion: settings.systemVersion, attestation: try await attestations?(hash))
    let answer = try await call(
      "POST", "sessions", bearer: settings.key, body: try JSONEncoder().encode(body))
    let opened = try decode(StoreSession.self, answer)
    guard opened.testMode || !settings.isTestMode else {
      throw GigastoreError.liveAccountInTestMode
    }
    return opened
  }

  /// Reads with the session. One that the store has ended is opened anew, once.
  private func read<Value: Decodable>(_ type: Value.Type, _ path: String) async throws -> Value {
    let opened = try await openSession()
    let answer = try await call("GET", path, bearer: opened.sessionToken, body: nil)
    guard answer.saysThatSessionEnded else { return try decode(type, answer) }
    if session?.sessionToken == opened.sessionToken { session = nil }
    let next = try await openSession()
    return try decode(type, try await call("GET", path, bearer: next.sessionToken, body: nil))
  }

  /// Sends a call that needs no session. The key of the app stands for it.
  private func ofUser<Value: Decodable, Body: Encodable>(
    _ type: Value.Type, _ path: String, _ body: Body
  ) async throws -> Value {
    if settings.isTestMode, settings.key.hasPrefix("pk_live_") {
      throw GigastoreError.liveAccountInTestMode
    }
    let sent = try JSONEncoder().encode(body)
    return try decode(type, try await call("POST", path, bearer: settings.key, body: sent))
  }

  /// Sends a call, again if no answer comes or the store is out of order: all calls of the SDK may
  /// be repeated.
  private func call(_ method: String, _ path: String, bearer: String, body: Data?) async throws
    -> HTTPAnswer
  {
    let url = settings.url.appendingPathComponent("sdk/v1/\(path)")
    let call = HTTPCall(method: method, url: url, bearer: bearer, body: body)
    for delay in settings.retryDelays {
      if let answer = try? await transport.send(call), !answer.isOutage { return answer }
      try await Task.sleep(nanoseconds: UInt64(delay * 1_000_000_000))
    }
    do {
      return try await transport.send(call)
    } catch {
      throw GigastoreError.network(error.localizedDescription)
    }
  }

  private func decode<Value: Decodable>(_ type: Value.Type, _ answer: HTTPAnswer) throws -> Value {
    guard (200..<300).contains(answer.status) else { throw GigastoreError.of(answer) }
    do {
      return try JSONDecoder().decode(type, from: answer.body)
    } catch {
      throw GigastoreError.network("The answer is not that of a store.")
    }
  }
}

private struct Profiles: Decodable {
  let items: [GigastoreESIMProfile]
}

private struct NewActivation: Encodable {
  let activationId: String
  let inventoryItemId: String
  let userToken: String
  let metaTag: String?
}

private struct NewSession: Encodable {
  let installToken: String
  let installationId: String
  let model: String
  let systemVersion: String
  /// In base64.
  let attestation: Data?
}

struct StoreSession: Decodable, Sendable {
  let sessionToken: String
  let expiresAt: String
  let reportsUntil: String
  let testMode: Bool

  /// A session is left a little before its end, so that no call meets it.
  var isOpen: Bool {
    guard let end = Timestamp.read(expiresAt) else { return true }
    return end.timeIntervalSinceNow > 30
  }
}

/// Times as the store writes them.
enum Timestamp {
  static func write(_ date: Date) -> String { format().string(from: date) }
  static func read(_ text: String) -> Date? { format().date(from: text) }

  private static func format() -> DateFormatter {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"
    return format
  }
}
