import Foundation
import XCTest

@testable import GigastoreSDK

/// What an app sells by itself, with a real store that asks the app's own server.
final class ActivationJourneyTests: XCTestCase {
  override func tearDown() async throws {
    if ProcessInfo.processInfo.environment["GIGASTORE_URL"] != nil { try await RealStore.fail([]) }
  }

  func testAnActivationSellsOnceAndItsESIMIsInstalled() async throws {
    let (reseller, phone) = (try await Reseller(activatesItems: true), TestPhone())
    let session = anApp(reseller, phone: phone)
    let before = try await session.getAllProfiles()
    XCTAssertEqual(before.count, 0)
    let item = try await reseller.item()
    let sold = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await session.activateItem(inventoryItem: item, metaTag: "order-1").activatedItemUid
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    XCTAssertEqual(sold.count, 1)
    let profiles = try await session.getAllProfiles()
    XCTAssertEqual(profiles.count, 1)
    let profile = try await session.getProfile(profileUID: try XCTUnwrap(profiles[0].id))
    guard case .installed = try await session.install(profile) else {
      return XCTFail("The eSIM is not installed.")
    }
    XCTAssertEqual(phone.plans.map(\.matchingID), [profile.matchingId])
  }

  func testALostAnswerSellsOnce() async throws {
    let reseller = try await Reseller(activatesItems: true)
    let (item, folder, user) = (try await reseller.item(), aFolder(), aUser())
    try await RealStore.fail([
      ["method": "POST", "path": "/sdk/v1/activations", "times": 3, "do": "cut_after"]
    ])
    let session = anApp(reseller, user: user, folder: folder)
    let lost = await error { try await session.activateItem(inventoryItem: item) }
    XCTAssertEqual(lost?.code, "network")
    let restarted = anApp(reseller, user: user, folder: folder)
    let sold = try await restarted.activateItem(inventoryItem: item)
    let token = try await reseller.installToken(
      Reseller.Sale(customerUid: try XCTUnwrap(sold.customerUid), iccid: ""))
    restarted.setInstallTokenProvider { token }
    let usage = try await restarted.usage()
    XCTAssertEqual(usage.packages.count, 1)
  }

  func testTheServerOfTheAppDecides() async throws {
    let reseller = try await Reseller(activatesItems: true)
    let item = try await reseller.item()
    let session = anApp(reseller)
    let refused = await error {
      try await session.activateItem(inventoryItem: item, metaTag: "refuse")
    }
    XCTAssertEqual(refused, .refused(code: "approval_rejected", message: "Pay first."))
    let wrong = await error {
      try await session.activateItem(inventoryItem: item, metaTag: "wrong")
    }
    guard case .refused(code: "approval_rejected", _) = wrong else {
      return XCTFail("\(String(describing: wrong))")
    }
    let stranger = anApp(try await Reseller())
    let off = await error { try await stranger.activateItem(inventoryItem: item) }
    XCTAssertEqual(off, .unauthorised(code: "forbidden"))
  }

  private func aUser() -> String { "u_\(UUID().uuidString.lowercased())" }

  private func anApp(
    _ reseller: Reseller, phone: TestPhone = TestPhone(), user: String? = nil, folder: URL? = nil
  ) -> GigastoreSession {
    let session = GigastoreSession(
      phone: phone, folder: folder ?? aFolder(), retryDelays: [0.05, 0.5])
    session.load(withSDKKey: reseller.key, storeURL: reseller.url)
    session.setUserToken(userToken: user ?? aUser())
    return session
  }
}
