import Foundation

/// An activation code, `LPA:1$<SM-DP+ address>$<matching ID>`, of GSMA SGP.22.
public struct ActivationCode: Equatable, Sendable {
  public let smdpAddress: String
  public let matchingID: String
  /// Whether the phone asks for a confirmation code.
  public let asksForConfirmation: Bool

  private static let label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
  private static let address = "(?=.{1,255}$)(?:\(label)\\.)+[A-Za-z]{2,63}"
  private static let matching = "[0-9A-Za-z-]{1,255}"
  private static let objectID = "(?:[0-9]+(?:\\.[0-9]+){1,30})?"

  /// Returns nil unless the text is an activation code. The prefix may have any letter case, or be
  /// left out. Spaces and new lines do not matter.
  public init?(_ text: String) {
    var code = text.filter { !$0.isWhitespace }
    if code.prefix(4).lowercased() == "lpa:" { code.removeFirst(4) }
    let given = code.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
    guard (3...5).contains(given.count) else { return nil }
    let parts = given + Array(repeating: "", count: 5 - given.count)
    guard parts[0] == "1", Self.isWhole(parts[1], Self.address),
      Self.isWhole(parts[2], Self.matching), Self.isWhole(parts[3], Self.objectID),
      ["", "1"].contains(parts[4])
    else { return nil }
    smdpAddress = parts[1]
    matchingID = parts[2]
    asksForConfirmation = parts[4] == "1"
  }

  private static func isWhole(_ text: String, _ pattern: String) -> Bool {
    text.range(of: "^(?:\(pattern))$", options: .regularExpression) != nil
  }
}
