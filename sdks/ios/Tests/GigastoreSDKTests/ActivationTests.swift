import Foundation
import XCTest

@testable import GigastoreSDK

/// Sales that the app asks for, and the eSIMs of its users without a session.
final class ActivationTests: XCTestCase {
  private let user = "u_5f0c1e9a7b3d2468ace013579bdf0246"

  func testAnItemIsSoldToTheUser() async throws {
    let store = TestStore()
    let session = anApp(store)
    for _ in 0..<2 {
      let sold = try await session.activateItem(inventoryItem: "item-1", metaTag: "order-1")
      XCTAssertEqual(sold.activatedItemUid, "item")
      XCTAssertEqual(sold.profile?.state, .released)
    }
    let bodies = await store.bodies("/activations")
    XCTAssertEqual(bodies[0]["inventoryItemId"] as? String, "item-1")
    XCTAssertEqual(bodies[0]["userToken"] as? String, user)
    XCTAssertEqual(bodies[0]["metaTag"] as? String, "order-1")
    let ids = await activationIds(store)
    XCTAssertEqual(Set(ids).count, 2)
    let bearers = await store.calls.map(\.bearer)
    XCTAssertEqual(Set(bearers), ["pk_test_1"])
  }

  func testAnActivationWithoutAnAnswerGoesOnWhenTheAppStartsAgain() async throws {
    let (store, folder) = (TestStore(), aFolder())
    await store.goAway()
    let session = anApp(store, folder: folder)
    let found = await error { try await session.activateItem(inventoryItem: "item-1") }
    XCTAssertEqual(found?.code, "network")
    await store.goAway(false)
    let restarted = anApp(store, folder: folder)
    _ = try await restarted.activateItem(inventoryItem: "item-2")
    _ = try await restarted.activateItem(inventoryItem: "item-1")
    let bodies = await store.bodies("/activations")
    let ids = bodies.filter { $0["inventoryItemId"] as? String == "item-1" }
      .compactMap { $0["activationId"] as? String }
    XCTAssertEqual(ids.count, 4)
    XCTAssertEqual(Set(ids).count, 1)
    let all = await activationIds(store)
    XCTAssertEqual(Set(all).count, 2)
  }

  func testAnActivationThatHasBegunIsWaitedFor() async throws {
    let store = TestStore()
    for _ in 0..<3 { await store.refuse("/activations", 409, "idempotency_key_in_progress") }
    _ = try await anApp(store).activateItem(inventoryItem: "item-1")
    let ids = await activationIds(store)
    XCTAssertEqual(ids.count, 4)
    XCTAssertEqual(Set(ids).count, 1)
  }

  func testARefusalSaysWhatTheServerSays() async throws {
    let store = TestStore()
    let session = anApp(store)
    for (status, code) in [(403, "approval_rejected"), (422, "idempotency_key_reused")] {
      await store.refuse("/activations", status, code)
      let found = await error { try await session.activateItem(inventoryItem: "item-1") }
      XCTAssertEqual(found, .refused(code: code, message: "No."))
    }
    _ = try await session.activateItem(inventoryItem: "item-1")
    let ids = await activationIds(store)
    XCTAssertEqual(ids[0], ids[1])
    XCTAssertNotEqual(ids[1], ids[2])
  }

  func testTheESIMsOfAUserNeedNoSession() async throws {
    let (store, phone) = (TestStore(), TestPhone())
    let session = anApp(store, phone: phone)
    let profiles = try await session.getAllProfiles()
    let id = try XCTUnwrap(profiles.first?.id)
    let profile = try await session.getProfile(profileUID: id.uppercased())
    let stranger = await error { try await session.getProfile(profileUID: "another") }
    XCTAssertEqual(stranger, .profileNotFound)
    guard case .installed = try await session.install(profile) else {
      return XCTFail("The eSIM is not installed.")
    }
    XCTAssertEqual(phone.plans.count, 1)
    let unreported = await error { try await session.report(.succeeded, of: profile) }
    XCTAssertEqual(unreported, .unauthorised(code: "missing_token"))
    let paths = await store.paths()
    XCTAssertEqual(Set(paths), ["user-profiles"])
  }

  func testAnotherUserGetsAnotherSession() async throws {
    let store = TestStore()
    let session = aSession(store)
    for name in [user, user, "u_another"] {
      session.setUserToken(userToken: name)
      _ = try await session.getAllProfiles()
    }
    let paths = await store.paths()
    XCTAssertEqual(paths, ["sessions", "profiles", "profiles", "sessions", "profiles"])
  }

  func testWhatCannotBeSoldIsNotSent() async {
    let store = TestStore()
    let nobody = aSession(store)
    let missing = await error { try await nobody.activateItem(inventoryItem: "item-1") }
    XCTAssertEqual(missing, .unauthorised(code: "missing_token"))
    let session = anApp(store)
    for item in [nil, ""] {
      let found = await error { try await session.activateItem(inventoryItem: item) }
      XCTAssertEqual(found?.code, "refused")
    }
    session.load(withSDKKey: "pk_live_1", testMode: true, storeURL: storeURL)
    let live = await error { try await session.activateItem(inventoryItem: "item-1") }
    XCTAssertEqual(live, .liveAccountInTestMode)
    let calls = await store.calls
    XCTAssertTrue(calls.isEmpty)
  }

  func testTheCompletionGetsTheESIM() {
    let done = expectation(description: "completed")
    let session = anApp(TestStore())
    session.activateItem(inventoryItem: "item-1", metaTag: nil) { profile, error in
      XCTAssertEqual(profile?.state, .released)
      XCTAssertNil(error)
      session.activateItem(inventoryItem: nil, metaTag: nil) { profile, error in
        XCTAssertNil(profile)
        XCTAssertEqual((error as? GigastoreError)?.code, "refused")
        done.fulfill()
      }
    }
    wait(for: [done], timeout: 20)
  }

  private func anApp(
    _ store: TestStore, phone: TestPhone = TestPhone(), folder: URL? = nil
  ) -> GigastoreSession {
    let session = GigastoreSession(
      phone: phone, transport: store, folder: folder ?? aFolder(), retryDelays: [0.01, 0.01])
    session.load(withSDKKey: "pk_test_1", storeURL: storeURL)
    session.setUserToken(userToken: user)
    return session
  }

  private func activationIds(_ store: TestStore) async -> [String] {
    await store.bodies("/activations").compactMap { $0["activationId"] as? String }
  }
}
