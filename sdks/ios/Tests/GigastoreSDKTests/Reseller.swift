import Foundation
import XCTest

@testable import GigastoreSDK

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

typealias Fields = [String: Any]

/// The app's own server, on the demo account of the store that the tests run with.
struct Reseller {
  struct Sale {
    let customerUid: String
    let iccid: String
  }

  let url: URL
  let key: String
  private let appId: String
  private let keyId: String
  private let authorization: String

  /// Registers an app of its own and gets its key. One that activates items asks the server of
  /// `tools/approver.ts`.
  init(activatesItems: Bool = false) async throws {
    let address = try RealStore.url()
    let login = Data("demo-client:demo-secret".utf8).base64EncodedString()
    let granted = try await RealStore.ask("POST", "/reseller/authenticate", "Basic \(login)")
    authorization = "Bearer \(try granted.text("accessToken"))"
    url = address
    let bundleId = "com.acme.app\(UUID().uuidString.lowercased().prefix(8))"
    var app: Fields = [
      "platform": "ios", "name": "Acme Travel", "bundleId": bundleId, "teamId": "A1B2C3D4E5",
    ]
    if activatesItems { app["activatesItems"] = true }
    let registered = try await RealStore.ask("POST", "/gigastore/sdk/apps", authorization, app)
    appId = try registered.text("id")
    let made = try await RealStore.ask(
      "POST", "/gigastore/sdk/keys", authorization, ["appId": appId])
    key = try made.text("key")
    keyId = try made.text("id")
    if activatesItems {
      let path = "/gigastore/webhooks/activation-request"
      _ = try await call("PUT", path, ["url": try RealStore.approver()])
    }
  }

  /// Sells a first package to a new customer.
  func sell() async throws -> Sale {
    let body = ["inventoryItemId": try await item()]
    let sold = try await call("POST", "/gigastore/activations/register", body)
    return Sale(
      customerUid: try sold.fields("customer").text("uid"),
      iccid: try sold.fields("esimProfile").text("iccid"))
  }

  /// Returns the ID of an inventory item.
  func item() async throws -> String {
    let path = "/gigastore/products/inventory?country_set=WWW&active=true"
    let items = try await call("GET", path).list("items")
    return try XCTUnwrap(items.first).text("id")
  }

  /// Returns an install token for the eSIMs of a customer, or for the one of the sale.
  func installToken(_ sale: Sale, onlyThis: Bool = false) async throws -> String {
    var body: Fields = ["customerUid": sale.customerUid]
    if onlyThis { body["iccid"] = sale.iccid }
    return try await call("POST", "/gigastore/sdk/install-tokens", body).text("token")
  }

  /// Returns what the timeline of the customer says about installations: `type outcome`.
  func timeline(_ sale: Sale) async throws -> [String] {
    let path = "/gigastore/customers/\(sale.customerUid)/timeline?kind=installation"
    return try await call("GET", path).list("items").map { entry in
      let data = try entry.fields("data")
      let outcome = data["outcome"] as? String
      return [try data.text("type"), outcome].compactMap { $0 }.joined(separator: " ")
    }.sorted()
  }

  /// Returns the state of the eSIM of a sale.
  func state(_ sale: Sale) async throws -> String {
    try await call("GET", "/gigastore/esims/\(sale.iccid)").text("state")
  }

  /// Sets whether the sessions of the app need an attestation.
  func requireAttestation(_ isRequired: Bool) async throws {
    _ = try await call("PUT", "/gigastore/sdk/apps/\(appId)/attestation", ["required": isRequired])
  }

  func disableKey() async throws {
    _ = try await call("DELETE", "/gigastore/sdk/keys/\(keyId)")
  }

  private func call(
    _ method: String, _ path: String, _ body: Fields? = nil
  ) async throws -> Fields {
    try await RealStore.ask(method, path, authorization, body)
  }
}

/// The store and its proxy, which `tools/test.ts` starts.
enum RealStore {
  /// Returns the address. Skips the test if there is no store.
  static func url() throws -> URL {
    guard let text = ProcessInfo.processInfo.environment["GIGASTORE_URL"] else {
      throw XCTSkip("It needs a store: node tools/run.mjs sdks/ios/tools/test.ts")
    }
    return try XCTUnwrap(URL(string: text))
  }

  /// Returns the address of the app's own server.
  static func approver() throws -> String {
    try XCTUnwrap(ProcessInfo.processInfo.environment["GIGASTORE_APPROVER"])
  }

  /// Tells the proxy how to fail from now on.
  static func fail(_ faults: [Fields]) async throws {
    _ = try await send("PUT", "/__faults", nil, try JSONSerialization.data(withJSONObject: faults))
  }

  /// Returns the paths that were called since.
  static func seen() async throws -> [String] {
    let (_, body) = try await send("GET", "/__requests", nil, nil)
    let requests = try JSONSerialization.jsonObject(with: body) as? [Fields]
    return (requests ?? []).compactMap { $0["path"] as? String }
  }

  /// Sets the clock of the store 25 hours ahead.
  static func passADay() throws {
    let text = ProcessInfo.processInfo.environment["GIGASTORE_PID"]
    let pid = try XCTUnwrap(text.flatMap { Int32($0) })
    XCTAssertEqual(kill(pid, SIGUSR2), 0)
  }

  /// Calls the store. Throws unless it succeeds with an object.
  static func ask(
    _ method: String, _ path: String, _ authorization: String, _ body: Fields? = nil
  ) async throws -> Fields {
    let data = try body.map { try JSONSerialization.data(withJSONObject: $0) }
    let (status, answer) = try await send(method, path, authorization, data)
    let fields = (try? JSONSerialization.jsonObject(with: answer)) as? Fields
    let text = String(decoding: answer, as: UTF8.self)
    XCTAssertLessThan(status, 300, "\(method) \(path): \(text)")
    return fields ?? [:]
  }

  private static func send(
    _ method: String, _ path: String, _ authorization: String?, _ body: Data?
  ) async throws -> (Int, Data) {
    let address = URL(string: path, relativeTo: try url())
    var request = URLRequest(url: try XCTUnwrap(address))
    request.httpMethod = method
    request.httpBody = body
    request.setValue(authorization, forHTTPHeaderField: "Authorization")
    if body != nil { request.setValue("application/json", forHTTPHeaderField: "Content-Type") }
    let made = request
    return try await withCheckedThrowingContinuation { done in
      URLSession.shared.dataTask(with: made) { data, response, error in
        if let response = response as? HTTPURLResponse {
          done.resume(returning: (response.statusCode, data ?? Data()))
        } else {
          done.resume(throwing: error ?? URLError(.badServerResponse))
        }
      }.resume()
    }
  }
}

extension Dictionary where Key == String, Value == Any {
  func text(_ name: String) throws -> String {
    try XCTUnwrap(self[name] as? String, "\(name) in \(self)")
  }
  func fields(_ name: String) throws -> Fields {
    try XCTUnwrap(self[name] as? Fields, "\(name) in \(self)")
  }
  func list(_ name: String) throws -> [Fields] {
    try XCTUnwrap(self[name] as? [Fields], "\(name) in \(self)")
  }
}
