import Foundation

/// What became of an installation.
public enum InstallationOutcome: String, Codable, Sendable {
  case started, succeeded, failed, cancelled
}

/// What the app tells the store about an installation, kept until the store has it.
struct InstallationReport: Codable, Equatable, Sendable {
  /// The body of the call. The store counts an event with a known ID once.
  struct Event: Codable, Equatable, Sendable {
    let id: String
    let outcome: InstallationOutcome
    let occurredAt: String
    let platformCode: String?
  }

  let profileId: String
  let storeURL: URL
  let sessionToken: String
  let event: Event

  /// How long the store takes the reports of a session.
  static let keptDays = 30

  func isTooOld(at now: Date) -> Bool {
    guard let occurredAt = Timestamp.read(event.occurredAt) else { return true }
    return now.timeIntervalSince(occurredAt) > TimeInterval(Self.keptDays) * 86_400
  }
}
