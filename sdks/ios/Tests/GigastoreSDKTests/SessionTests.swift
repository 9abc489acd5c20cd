import Foundation
import XCTest

@testable import GigastoreSDK

final class SessionTests: XCTestCase {
  func testNothingWorksBeforeLoad() async {
    let session = GigastoreSession(phone: TestPhone(), transport: TestStore(), folder: aFolder())
    let found = await error { try await session.getAllProfiles() }
    XCTAssertEqual(found, .notLoaded)
  }

  func testASessionIsOpenedOnceForCallsAtTheSameTime() async throws {
    let store = TestStore()
    let session = aSession(store)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<20 { group.addTask { try await session.getAllProfiles().count } }
      for try await count in group { XCTAssertEqual(count, 1) }
    }
    let paths = await store.paths()
    XCTAssertEqual(paths.filter { $0 == "sessions" }.count, 1)
    let calls = await store.calls
    XCTAssertEqual(calls.first?.bearer, "pk_test_1")
    XCTAssertEqual(calls.last?.bearer, "session-1")
    XCTAssertEqual(calls.first?.url.absoluteString, "https://store.example/sdk/v1/sessions")
  }

  func testTheInstallationIdStaysWithTheApp() async throws {
    let (store, folder) = (TestStore(), aFolder())
    for _ in 0..<2 { _ = try await aSession(store, folder: folder).getAllProfiles() }
    _ = try await aSession(store).getAllProfiles()
    let ids = await store.bodies("/sessions").compactMap { $0["installationId"] as? String }
    XCTAssertEqual(ids.count, 3)
    XCTAssertEqual(ids[0], ids[1])
    XCTAssertNotEqual(ids[0], ids[2])
    let first = await store.bodies("/sessions")[0]
    XCTAssertEqual(first["model"] as? String, "iPhone17,1")
    XCTAssertEqual(first["installToken"] as? String, "install-token")
  }

  func testALostAnswerAndAnOutageAreRetried() async throws {
    let store = TestStore()
    await store.fail("/sessions") { _ in throw URLError(.networkConnectionLost) }
    await store.refuse("/sessions", 503, "unavailable")
    let profiles = try await aSession(store).getAllProfiles()
    XCTAssertEqual(profiles.count, 1)
  }

  func testAStoreThatIsAwayIsANetworkError() async {
    let store = TestStore()
    await store.goAway()
    let session = aSession(store)
    let found = await error { try await session.getProfile(profileUID: "a") }
    XCTAssertEqual(found?.code, "network")
  }

  func testAnAnswerOfSomethingElseIsANetworkError() async {
    let store = TestStore()
    await store.fail("/sessions") { _ in (200, "<html>Hotel</html>") }
    let session = aSession(store)
    let found = await error { try await session.getAllProfiles() }
    XCTAssertEqual(found?.code, "network")
  }

  func testASessionThatTheStoreEndedIsOpenedAnewOnce() async throws {
    let store = TestStore()
    let session = aSession(store)
    await store.refuse("/profiles", 401, "token_expired")
    _ = try await session.getAllProfiles()
    let paths = await store.paths()
    XCTAssertEqual(paths, ["sessions", "profiles", "sessions", "profiles"])
    await store.refuse("/profiles", 401, "token_expired")
    await store.refuse("/sessions", 401, "invalid_credentials")
    let found = await error { try await session.getAllProfiles() }
    XCTAssertEqual(found, .unauthorised(code: "invalid_credentials"))
  }

  func testASessionIsLeftBeforeItEnds() async throws {
    let store = TestStore()
    await store.endSessionsSoon()
    let session = aSession(store)
    for _ in 0..<2 { _ = try await session.getAllProfiles() }
    let paths = await store.paths()
    XCTAssertEqual(paths.filter { $0 == "sessions" }.count, 2)
  }

  func testAnotherUserGetsAnotherSession() async throws {
    let store = TestStore()
    let session = aSession(store)
    _ = try await session.getAllProfiles()
    session.setInstallTokenProvider { "of-another" }
    _ = try await session.getAllProfiles()
    let tokens = await store.bodies("/sessions").compactMap { $0["installToken"] as? String }
    XCTAssertEqual(tokens, ["install-token", "of-another"])
  }

  func testTheUserStaysIfTheSDKIsLoadedAgain() async throws {
    let store = TestStore()
    let session = aSession(store)
    _ = try await session.getAllProfiles()
    session.load(withSDKKey: "pk_test_2", storeURL: storeURL)
    _ = try await session.getAllProfiles()
    session.setInstallTokenProvider { "of-another" }
    session.load(withSDKKey: "pk_test_3", storeURL: storeURL)
    session.setInstallTokenProvider { "of-a-third" }
    _ = try await session.getAllProfiles()
    let calls = await store.calls.filter { $0.url.path.hasSuffix("/sessions") }
    XCTAssertEqual(calls.map(\.bearer), ["pk_test_1", "pk_test_2", "pk_test_3"])
    let tokens = await store.bodies("/sessions").compactMap { $0["installToken"] as? String }
    XCTAssertEqual(tokens, ["install-token", "install-token", "of-a-third"])
  }

  func testRefusalsAreTyped() async {
    let expected: [(Int, String, GigastoreError)] = [
      (401, "INVALID_TOKEN", .unauthorised(code: "invalid_token")),
      (403, "forbidden", .unauthorised(code: "forbidden")),
      (404, "esim_profile_not_found", .profileNotFound),
      (429, "rate_limited", .rateLimited(retryAfter: 7)),
      (409, "installation_limit_reached", .limitReached),
      (418, "teapot", .refused(code: "teapot", message: "No.")),
    ]
    for (status, code, wanted) in expected {
      let store = TestStore()
      for _ in 0..<2 { await store.refuse("/profiles", status, code) }
      let session = aSession(store)
      let found = await error { try await session.getAllProfiles() }
      XCTAssertEqual(found, wanted)
      XCTAssertNotNil(found?.errorDescription)
    }
  }

  func testAnIdThatIsNoneIsNotSent() async {
    let store = TestStore()
    let session = aSession(store)
    for id in ["", "../usage", "a/b", "a?b", "ä"] {
      let found = await error { try await session.getProfile(profileUID: id) }
      XCTAssertEqual(found, .profileNotFound, id)
    }
    let calls = await store.calls
    XCTAssertTrue(calls.isEmpty)
  }

  func testTestModeRefusesALiveAccount() async {
    let store = TestStore()
    await store.answerAsLiveAccount()
    let session = aSession(store, testMode: true)
    let found = await error { try await session.getAllProfiles() }
    XCTAssertEqual(found, .liveAccountInTestMode)
  }

  func testUsageIsRead() async throws {
    let usage = try await aSession(TestStore()).usage()
    XCTAssertEqual(usage.packages.count, 0)
  }

  func testCompletionsComeOnTheMainQueue() {
    let session = aSession(TestStore())
    let done = expectation(description: "completed")
    done.expectedFulfillmentCount = 4
    session.isEsimCapable { capable in
      XCTAssertTrue(Thread.isMainThread)
      XCTAssertTrue(capable)
      done.fulfill()
    }
    session.getAllProfiles { profiles, error in
      XCTAssertEqual(profiles?.count, 1)
      XCTAssertNil(error)
      done.fulfill()
    }
    session.getProfile(profileUID: "7555cab8-72bc-4e85-b56a-6cdf60e2d6e4") { profile, error in
      XCTAssertEqual(profile?.state, .released)
      session.installProfile(profile: profile!) { installed, error in
        XCTAssertTrue(Thread.isMainThread)
        XCTAssertEqual(installed?.isInstalled, true)
        done.fulfill()
      }
      done.fulfill()
    }
    wait(for: [done], timeout: 20)
  }
}
