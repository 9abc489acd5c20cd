import Foundation

/// The packages that the user's eSIMs use, the newest first.
public struct GigastoreUsage: Decodable, Sendable {
  public struct Package: Decodable, Sendable {
    public let id: String
    public let name: String
    /// `PENDING`, `WAITING`, `ACTIVE`, `DEPLETED` or `EXPIRED`.
    public let state: String
    public let countrySet: String
    public let dataBytes: Int64
    public let usedBytes: Int64
    public let availableBytes: Int64
    public let activatedAt: String?
    public let expiresAt: String?
  }

  public let packages: [Package]
  public let asOf: String
}
