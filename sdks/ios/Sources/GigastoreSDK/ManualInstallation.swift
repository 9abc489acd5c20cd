import Foundation

/// What installs an eSIM by hand, for `ManualInstallationView` or a screen of yours.
public struct ManualInstallation: Sendable {
  public struct Detail: Sendable, Equatable {
    public let title: String
    public let value: String
  }

  /// The text of the QR code; nil if the profile has no activation code.
  public let qrText: String?
  /// What the system's form asks for, in its order.
  public let details: [Detail]

  public init(profile: GigastoreESIMProfile) {
    let plan = profile.plan
    qrText =
      profile.activationCode ?? plan.map { "LPA:1$\($0.smdpAddress)$\($0.matchingID)" }
    let fields: [(String, String?)] = [
      ("SM-DP+ address", plan?.smdpAddress), ("Activation code", plan?.matchingID),
      ("Confirmation code", profile.confirmationCode), ("APN", profile.apn),
    ]
    details = fields.compactMap { title, value in value.map { Detail(title: title, value: $0) } }
  }
}
