import Foundation
import XCTest

@testable import GigastoreSDK

/// The calls of `URLSession`, against a real server that fails as it is told.
final class TransportTests: XCTestCase {
  override func tearDown() async throws {
    if ProcessInfo.processInfo.environment["GIGASTORE_URL"] != nil { try await RealStore.fail([]) }
  }

  func testAnAnswerIsReadWholeWithItsWait() async throws {
    let detail = String(repeating: "ö", count: 200_000)
    try await fail("answer", [
      "status": 429, "headers": ["retry-after": "7"],
      "body": ["code": "rate_limited", "detail": detail],
    ])
    let answer = try await URLSessionTransport().send(try aCall())
    XCTAssertEqual(answer.status, 429)
    XCTAssertEqual(answer.retryAfter, 7)
    XCTAssertGreaterThan(answer.body.count, 400_000)
    XCTAssertEqual(GigastoreError.of(answer), .rateLimited(retryAfter: 7))
  }

  func testARedirectIsNotFollowed() async throws {
    let elsewhere = try RealStore.url().appendingPathComponent("elsewhere").absoluteString
    for status in [301, 302, 307, 308] {
      try await fail("answer", ["status": status, "headers": ["location": elsewhere], "body": ""])
      let answer = try await URLSessionTransport().send(try aCall())
      XCTAssertEqual(answer.status, status)
      let seen = try await RealStore.seen()
      XCTAssertEqual(seen, ["/sdk/v1/usage"])
    }
  }

  func testARefusalThatAsksForAPasswordIsAnAnswer() async throws {
    try await fail("answer", [
      "status": 401, "headers": ["www-authenticate": "Basic realm=\"gigastore\""],
      "body": ["code": "invalid_credentials"],
    ])
    let answer = try await URLSessionTransport().send(try aCall())
    XCTAssertEqual(answer.status, 401)
    XCTAssertEqual(GigastoreError.of(answer), .unauthorised(code: "invalid_credentials"))
  }

  func testALostAnswerIsAnError() async throws {
    for way in ["cut_before", "cut_after"] {
      try await fail(way)
      let call = try aCall()
      do {
        _ = try await URLSessionTransport().send(call)
        XCTFail("An answer was read.")
      } catch {
        XCTAssertTrue(error is URLError, "\(error)")
      }
    }
  }

  func testAnAnswerThatDoesNotComeIsGivenUp() async throws {
    try await fail("hang")
    let call = try aCall()
    let began = Date()
    do {
      _ = try await URLSessionTransport(timeout: 1).send(call)
      XCTFail("An answer was read.")
    } catch {
      XCTAssertEqual((error as? URLError)?.code, .timedOut)
    }
    XCTAssertLessThan(Date().timeIntervalSince(began), 15)
  }

  func testAStoreThatDoesNotListenIsANetworkError() async throws {
    _ = try RealStore.url()
    let session = GigastoreSession(phone: TestPhone(), folder: aFolder(), retryDelays: [0.01])
    session.load(withSDKKey: "pk_test_1", storeURL: URL(string: "http://127.0.0.1:1"))
    session.setInstallTokenProvider { "token" }
    let found = await error { try await session.getAllProfiles() }
    XCTAssertEqual(found?.code, "network")
  }

  func testManyCallsAtOnceGetTheirOwnAnswers() async throws {
    let url = try RealStore.url()
    let transport = URLSessionTransport()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<50 {
        let path = number % 2 == 0 ? "sdk/v1/usage" : "no/such/path"
        let call = HTTPCall(
          method: "GET", url: url.appendingPathComponent(path), bearer: "wrong", body: nil)
        group.addTask { try await transport.send(call).status == (number % 2 == 0 ? 401 : 404) }
      }
      for try await isRight in group { XCTAssertTrue(isRight) }
    }
  }

  private func aCall() throws -> HTTPCall {
    let url = try RealStore.url().appendingPathComponent("sdk/v1/usage")
    return HTTPCall(method: "GET", url: url, bearer: "token", body: nil)
  }

  private func fail(_ way: String, _ answer: Fields = [:]) async throws {
    try await RealStore.fail([
      ["method": "GET", "path": "/sdk/v1/usage", "times": 1, "do": way, "answer": answer]
    ])
  }
}
