import Foundation
import XCTest

@testable import GigastoreSDK

/// A phone that does what a test says.
final class TestPhone: Phone, @unchecked Sendable {
  var canAddPlans = true
  var hasESIM: Bool? = true
  var opensUniversalLinks = true
  var model = "iPhone17,1"
  var systemVersion = "26.1.0"
  var planResult: UInt = 2
  var opensLinks = true
  private(set) var plans: [ESIMPlan] = []
  private(set) var links: [String] = []

  func addPlan(_ plan: ESIMPlan, completion: @escaping @Sendable (UInt) -> Void) {
    plans.append(plan)
    completion(planResult)
  }

  func open(_ link: URL, completion: @escaping @Sendable (Bool) -> Void) {
    links.append(link.absoluteString)
    completion(opensLinks)
  }
}

/// A store that answers as a test says, and remembers the calls.
actor TestStore: HTTPTransport {
  typealias Answer = @Sendable (HTTPCall) throws -> (Int, String)

  private(set) var calls: [HTTPCall] = []
  private var faults: [(path: String, answer: Answer)] = []
  private var isAway = false
  private var endedForReports: String?
  var expiresIn: TimeInterval = 3600
  var isSandbox = true

  static let link =
    "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata="
    + "LPA:1$smdp.example$1234567890ABCDEF"
  static let profile = """
    {"id":"7555cab8-72bc-4e85-b56a-6cdf60e2d6e4","iccid":"8997212330099184896","imsi":null,
    "eid":null,"state":"RELEASED","supportedCountries":["at","DE"],
    "activationCode":"LPA:1$smdp.example$1234567890ABCDEF","smdpAddress":"smdp.example",
    "matchingId":"1234567890ABCDEF","confirmationCode":null,"apn":null,
    "appleUniversalLink":"\(link)",
    "androidUniversalLink":"https://x","installationUrl":"https://store.example/install/t",
    "installCount":0,"installLimit":5,"reportedInstallation":null}
    """

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    calls.append(call)
    await Task.yield()
    if isAway { throw URLError(.notConnectedToInternet) }
    let path = call.url.path
    if let index = faults.firstIndex(where: { path.hasSuffix($0.path) }) {
      let (status, body) = try faults.remove(at: index).answer(call)
      return HTTPAnswer(status: status, body: Data(body.utf8), retryAfter: 7)
    }
    if path.hasSuffix("/installation-events"), call.bearer == endedForReports {
      return HTTPAnswer(status: 401, body: Data("{\"code\":\"token_expired\"}".utf8))
    }
    return HTTPAnswer(status: 200, body: Data(usual(path).utf8))
  }

  func fail(_ path: String, _ answer: @escaping Answer) { faults.append((path, answer)) }
  func refuse(_ path: String, _ status: Int, _ code: String) {
    fail(path) { _ in (status, "{\"code\":\"\(code)\",\"detail\":\"No.\"}") }
  }
  func goAway(_ value: Bool = true) { isAway = value }
  func takeNoReportsOf(_ token: String) { endedForReports = token }
  func answerAsLiveAccount() { isSandbox = false }
  func endSessionsSoon() { expiresIn = 1 }

  func paths() -> [String] { calls.map { $0.url.lastPathComponent } }
  func outcomes() -> [String] {
    calls.filter { $0.url.path.hasSuffix("installation-events") }.compactMap { call in
      let body = call.body.flatMap { try? JSONSerialization.jsonObject(with: $0) }
      return (body as? [String: Any])?["outcome"] as? String
    }
  }
  func bodies(_ path: String) -> [[String: Any]] {
    calls.filter { $0.url.path.hasSuffix(path) }.compactMap { call in
      call.body.flatMap { try? JSONSerialization.jsonObject(with: $0) } as? [String: Any]
    }
  }

  private func usual(_ path: String) -> String {
    if path.hasSuffix("/sessions") {
      let end = Timestamp.write(Date(timeIntervalSinceNow: expiresIn))
      let number = calls.filter { $0.url.path.hasSuffix("/sessions") }.count
      return """
        {"sessionToken":"session-\(number)","expiresAt":"\(end)","reportsUntil":"\(end)",
        "testMode":\(isSandbox)}
        """
    }
    if path.hasSuffix("/activations") {
      return """
        {"activationId":"as sent","activatedItemUid":"item","customerUid":"customer",
        "items":[\(Self.profile)]}
        """
    }
    if path.hasSuffix("profiles") { return "{\"items\":[\(Self.profile)]}" }
    if path.hasSuffix("/usage") { return "{\"packages\":[],\"asOf\":\"2026-04-30T09:55:36.430Z\"}" }
    if path.hasSuffix("/installation-events") { return "{\"id\":\"as sent\"}" }
    return Self.profile
  }
}

/// The folder of Package.swift.
let folderOfPackage = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

let storeURL = URL(string: "https://store.example")!

extension XCTestCase {
  func aFolder() -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    addTeardownBlock { try? FileManager.default.removeItem(at: folder) }
    return folder
  }

  func aSession(
    _ store: TestStore, phone: TestPhone = TestPhone(), folder: URL? = nil, testMode: Bool = false
  ) -> GigastoreSession {
    let session = GigastoreSession(
      phone: phone, transport: store, folder: folder ?? aFolder(), retryDelays: [0.01, 0.01])
    session.load(withSDKKey: "pk_test_1", testMode: testMode, storeURL: storeURL)
    session.setInstallTokenProvider { "install-token" }
    return session
  }

  /// A report that the app made this many days ago.
  func aReport(of sessionToken: String, daysAgo: Double = 0) -> InstallationReport {
    let event = InstallationReport.Event(
      id: UUID().uuidString, outcome: .started,
      occurredAt: Timestamp.write(Date(timeIntervalSinceNow: -daysAgo * 86_400)),
      platformCode: nil)
    return InstallationReport(
      profileId: "7555cab8-72bc-4e85-b56a-6cdf60e2d6e4", storeURL: storeURL,
      sessionToken: sessionToken, event: event)
  }

  func error<Value>(_ step: () async throws -> Value) async -> GigastoreError? {
    do {
      _ = try await step()
      return nil
    } catch {
      return error as? GigastoreError
    }
  }

  /// Waits until reports that go out by themselves have arrived.
  func settle(_ session: GigastoreSession) async throws {
    for _ in 0..<2_000 {
      if try await session.sendReports() == 0 { return }
      try await Task.sleep(nanoseconds: 5_000_000)
    }
    XCTFail("The reports do not arrive.")
  }
}
