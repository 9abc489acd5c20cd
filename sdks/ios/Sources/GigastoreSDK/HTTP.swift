import Foundation

/// A call to the store.
public struct HTTPCall: Sendable {
  public let method: String
  public let url: URL
  public let bearer: String
  public let body: Data?
}

/// An answer of the store.
public struct HTTPAnswer: Sendable {
  public let status: Int
  public let body: Data
  /// The seconds of `Retry-After`.
  public let retryAfter: TimeInterval?

  public init(status: Int, body: Data, retryAfter: TimeInterval? = nil) {
    self.status = status
    self.body = body
    self.retryAfter = retryAfter
  }

  /// Whether this is an object of the store with its ID, or a refusal of the store with its code.
  var isOfStore: Bool {
    let fields = (try? JSONSerialization.jsonObject(with: body)) as? [String: Any]
    return fields?[(200..<300).contains(status) ? "id" : "code"] is String
  }
}

extension HTTPAnswer {
  /// Whether the store, or a proxy in front of it, is out of order: the call may succeed later.
  var isOutage: Bool { status == 408 || status >= 500 }

  /// Whether the session is over, and another one may be opened.
  var saysThatSessionEnded: Bool {
    status == 401 && ["invalid_token", "token_expired"].contains(problem.code)
  }

  /// What the store says about a refusal.
  var problem: Problem { (try? JSONDecoder().decode(Problem.self, from: body)) ?? Problem() }
}

/// A refusal of the store.
struct Problem: Decodable {
  /// In small letters.
  var code = ""
  var message: String?

  init() {}

  init(from decoder: Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    code = try fields.decodeIfPresent(String.self, forKey: .code)?.lowercased() ?? ""
    message =
      try fields.decodeIfPresent(String.self, forKey: .detail)
      ?? fields.decodeIfPresent(String.self, forKey: .title)
  }

  private enum CodingKeys: String, CodingKey { case code, detail, title }
}

/// What carries calls to the store. An app may bring its own, with certificate pinning for example.
public protocol HTTPTransport: Sendable {
  /// Returns the answer. Throws if there is none.
  func send(_ call: HTTPCall) async throws -> HTTPAnswer
}
