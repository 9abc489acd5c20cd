import Foundation

/// An eSIM of the user.
public class GigastoreESIMProfile: NSObject, Codable, @unchecked Sendable {
  /// The states of an eSIM. A store says `released`, `installed`, `disabled` or `error`, and every
  /// other text is `unknown`. The rest is there so that code written for the original compiles.
  public enum State: String, Codable, CaseIterable, Sendable {
    case released, installed, available, allocated, linked, confirmed, unavailable, created
    case disabled, enabled, deleted, unknown, quarantine, error, downloaded

    private static let ofStores: [State] = [.released, .installed, .disabled, .error]

    /// Returns the state for a text in any letter case; `unknown` for one that no store says.
    public init(text: String) {
      let name = text.lowercased()
      self = Self.ofStores.first { $0.rawValue == name } ?? .unknown
    }

    public init(from decoder: Decoder) throws {
      self.init(text: try decoder.singleValueContainer().decode(String.self))
    }

    /// Whether the eSIM is on a phone.
    var isOnPhone: Bool { [.installed, .enabled, .disabled].contains(self) }
  }

  public enum CodingKeys: String, CodingKey {
    case id, iccid, imsi, eid, state, supportedCountries, activationCode, smdpAddress, matchingId
    case confirmationCode, apn, appleUniversalLink, installationUrl, installCount, installLimit
  }

  public var id: String?
  public var state: State?
  public var imsi: String?
  public var iccid: String?
  public var eid: String?
  /// The codes of the countries in which the eSIM works, in upper case.
  public var supportedCountries: [String]?
  /// The whole activation code, for a QR code.
  public var activationCode: String?
  public var smdpAddress: String?
  public var matchingId: String?
  /// What the phone asks for; nil if it does not.
  public var confirmationCode: String?
  /// The access point that the user enters; nil for none.
  public var apn: String?
  public var appleUniversalLink: String?
  /// The store's page with a QR code.
  public var installationUrl: String?
  public var installCount: Int?
  public var installLimit: Int?

  /// Whether the profile has what an installation needs.
  public var isValidEsimProfile: Bool { plan != nil }
  /// Whether the eSIM is on a phone, by what the carrier reported.
  public var isInstalled: Bool { state?.isOnPhone ?? false }

  public override init() {}

  /// What the system needs; nil if it is not there.
  var plan: ESIMPlan? {
    let code = activationCode.flatMap(ActivationCode.init)
    guard let address = smdpAddress ?? code?.smdpAddress, !address.isEmpty,
      let matching = matchingId ?? code?.matchingID
    else { return nil }
    return ESIMPlan(
      smdpAddress: address, matchingID: matching, confirmationCode: confirmationCode, iccid: iccid,
      countries: (supportedCountries ?? []).map { $0.uppercased() })
  }

  /// Apple's link that installs the eSIM.
  var link: URL? {
    if let link = appleUniversalLink.flatMap(Self.url) { return link }
    guard let code = activationCode else { return nil }
    return Self.url("https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=\(code)")
  }

  /// Texts with characters that `URL` refuses on some systems are encoded.
  private static func url(_ text: String) -> URL? {
    URL(string: text)
      ?? text.addingPercentEncoding(withAllowedCharacters: .urlFragmentAllowed).flatMap(URL.init)
  }
}
