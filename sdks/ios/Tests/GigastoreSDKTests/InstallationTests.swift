import Foundation
import XCTest

@testable import GigastoreSDK

final class InstallationTests: XCTestCase {
  private let uid = "7555cab8-72bc-4e85-b56a-6cdf60e2d6e4"

  func testTheAppInstallsWhereItMay() async throws {
    let (store, phone) = (TestStore(), TestPhone())
    let session = aSession(store, phone: phone)
    let profile = try await session.getProfile(profileUID: uid)
    guard case .installed(let installed) = try await session.install(profile) else {
      return XCTFail("The eSIM is not installed.")
    }
    XCTAssertTrue(installed.isInstalled)
    let plan = ESIMPlan(
      smdpAddress: "smdp.example", matchingID: "1234567890ABCDEF", confirmationCode: nil,
      iccid: "8997212330099184896", countries: ["AT", "DE"])
    XCTAssertEqual(phone.plans, [plan])
    XCTAssertEqual(phone.links, [])
    try await settle(session)
    let outcomes = await store.outcomes()
    XCTAssertEqual(outcomes, ["started", "succeeded"])
  }

  func testFailureAndCancellationAreReported() async throws {
    let failure = "CTCellularPlanProvisioningAddPlanResult."
    let expected: [(UInt, GigastoreError, String)] = [
      (0, .unknown(platformCode: "\(failure)0"), "failed"),
      (1, .unknown(platformCode: "\(failure)1"), "failed"),
      (3, .cancelled, "cancelled"),
      (9, .unknown(platformCode: "\(failure)9"), "failed"),
    ]
    for (result, wanted, outcome) in expected {
      let (store, phone) = (TestStore(), TestPhone())
      phone.planResult = result
      let session = aSession(store, phone: phone)
      let profile = try await session.getProfile(profileUID: uid)
      let found = await error { try await session.install(profile) }
      XCTAssertEqual(found, wanted)
      XCTAssertFalse(profile.isInstalled)
      try await settle(session)
      let outcomes = await store.outcomes()
      XCTAssertEqual(outcomes, ["started", outcome])
    }
  }

  func testWithoutTheEntitlementTheUniversalLinkIsOpened() async throws {
    let (store, phone) = (TestStore(), TestPhone())
    phone.canAddPlans = false
    let session = aSession(store, phone: phone)
    let profile = try await session.getProfile(profileUID: uid)
    guard case .handedToSystem = try await session.install(profile) else {
      return XCTFail("The link is not opened.")
    }
    XCTAssertEqual(phone.plans, [])
    XCTAssertEqual(phone.links, [TestStore.link])
    try await settle(session)
    let outcomes = await store.outcomes()
    XCTAssertEqual(outcomes, ["started"])
  }

  func testWithoutTheLinkTheUserInstalls() async throws {
    for opens in [true, false] {
      let phone = TestPhone()
      phone.canAddPlans = false
      phone.opensUniversalLinks = opens
      phone.opensLinks = false
      let session = aSession(TestStore(), phone: phone)
      let profile = try await session.getProfile(profileUID: uid)
      guard case .manual(let manual) = try await session.install(profile) else {
        return XCTFail("The user is not asked.")
      }
      XCTAssertEqual(phone.links.count, opens ? 1 : 0)
      let screen = ManualInstallation(profile: manual)
      XCTAssertEqual(screen.qrText, "LPA:1$smdp.example$1234567890ABCDEF")
      XCTAssertEqual(screen.details.map(\.title), ["SM-DP+ address", "Activation code"])
      let found = await error { try await session.installProfile(profile: profile) }
      XCTAssertEqual(found, .noCarrierPrivilege)
    }
  }

  func testWhatCannotBeInstalledIsRefusedBeforeThePhoneIsAsked() async throws {
    let (store, phone) = (TestStore(), TestPhone())
    let session = aSession(store, phone: phone)
    let expected: [((GigastoreESIMProfile) -> Void, GigastoreError)] = [
      ({ $0.state = .enabled }, .alreadyInstalled),
      ({ $0.state = .disabled }, .alreadyInstalled),
      ({ $0.installCount = 5 }, .limitReached),
      ({ ($0.smdpAddress, $0.activationCode) = (nil, "12345") }, .invalidProfile),
      ({ $0.id = nil }, .invalidProfile),
    ]
    for (change, wanted) in expected {
      let profile = try await session.getProfile(profileUID: uid)
      change(profile)
      let found = await error { try await session.install(profile) }
      XCTAssertEqual(found, wanted)
    }
    phone.canAddPlans = false
    phone.hasESIM = false
    let profile = try await session.getProfile(profileUID: uid)
    let found = await error { try await session.install(profile) }
    XCTAssertEqual(found, .notCapable)
    XCTAssertEqual(phone.plans, [])
    let outcomes = await store.outcomes()
    XCTAssertEqual(outcomes, [])
  }

  func testTestModeInstallsOnASimulatedPhone() async throws {
    let (store, phone) = (TestStore(), TestPhone())
    phone.canAddPlans = false
    phone.hasESIM = false
    let session = aSession(store, phone: phone, testMode: true)
    let isCapable = await session.isEsimCapable()
    XCTAssertTrue(isCapable)
    let profile = try await session.getProfile(profileUID: uid)
    guard case .installed = try await session.install(profile) else {
      return XCTFail("The simulated phone does not install.")
    }
    XCTAssertEqual(phone.plans, [])
    try await settle(session)
    let outcomes = await store.outcomes()
    XCTAssertEqual(outcomes, ["started", "succeeded"])
  }

  func testOldSystemsAreJudgedByTheirModel() {
    let expected = [
      "iPhone10,6": false, "iPhone11,2": true, "iPhone12,8": true, "iPhone17,1": true,
      "iPhone": false, "iPod9,1": false, "x86_64": false,
    ]
    for (model, isCapable) in expected {
      let phone = TestPhone()
      phone.canAddPlans = false
      phone.hasESIM = nil
      phone.model = model
      XCTAssertEqual(phone.isESIMCapable, isCapable, model)
    }
  }

  func testReportsWaitForTheNetworkEvenInAFile() async throws {
    let (store, phone, folder) = (TestStore(), TestPhone(), aFolder())
    let session = aSession(store, phone: phone, folder: folder)
    let profile = try await session.getProfile(profileUID: uid)
    await store.goAway()
    _ = try await session.install(profile)
    let waiting = try await session.sendReports()
    XCTAssertEqual(waiting, 2)
    await store.goAway(false)
    let restarted = aSession(store, folder: folder)
    try await settle(restarted)
    let bodies = await store.bodies("/installation-events")
    for outcome in ["started", "succeeded"] {
      let ids = bodies.filter { $0["outcome"] as? String == outcome }.map { $0["id"] as? String }
      XCTAssertEqual(Set(ids).count, 1, outcome)
    }
  }

  func testAReportWhoseAnswerWasLostIsSentAgainAsTheSame() async throws {
    let store = TestStore()
    let session = aSession(store)
    let profile = try await session.getProfile(profileUID: uid)
    for _ in 0..<2 {
      await store.fail("/installation-events") { _ in throw URLError(.timedOut) }
    }
    try await session.report(.succeeded, of: profile)
    try await settle(session)
    let bodies = await store.bodies("/installation-events")
    XCTAssertEqual(bodies.count, 3)
    XCTAssertEqual(Set(bodies.compactMap { $0["id"] as? String }).count, 1)
    XCTAssertEqual(Set(bodies.compactMap { $0["occurredAt"] as? String }).count, 1)
  }

  func testAReportOfAnEndedSessionIsSentWithTheNextOne() async throws {
    let store = TestStore()
    let session = aSession(store)
    let profile = try await session.getProfile(profileUID: uid)
    await store.takeNoReportsOf("session-1")
    try await session.report(.failed, of: profile, platformCode: "7")
    let isKept = try await session.sendReports()
    XCTAssertEqual(isKept, 1)
    session.setInstallTokenProvider { "next" }
    _ = try await session.getAllProfiles()
    try await settle(session)
    let bearers = await store.calls.filter { $0.url.path.hasSuffix("events") }.map(\.bearer)
    XCTAssertEqual(bearers.last, "session-2")
  }

  func testAReportWaitsWhileTheAppIsNotApproved() async throws {
    let store = TestStore()
    let session = aSession(store)
    let profile = try await session.getProfile(profileUID: uid)
    for _ in 0..<3 { await store.refuse("/installation-events", 403, "forbidden") }
    try await session.report(.succeeded, of: profile)
    let waiting = try await session.sendReports()
    XCTAssertEqual(waiting, 1)
    try await settle(session)
    let outcomes = await store.outcomes()
    XCTAssertEqual(outcomes, Array(repeating: "succeeded", count: 4))
  }

  func testAnAnswerOfSomethingElseTakesNoReport() async throws {
    let store = TestStore()
    let session = aSession(store)
    let profile = try await session.getProfile(profileUID: uid)
    for (status, body) in [(200, "<html>Hotel</html>"), (200, "{}"), (404, "Not found")] {
      await store.fail("/installation-events") { _ in (status, body) }
    }
    try await session.report(.succeeded, of: profile)
    try await settle(session)
    let sent = await store.outcomes()
    XCTAssertEqual(sent.count, 4)
  }

  func testAReportThatTheStoreRefusesForGoodIsDropped() async throws {
    let store = TestStore()
    let session = aSession(store)
    let profile = try await session.getProfile(profileUID: uid)
    await store.refuse("/installation-events", 409, "invalid_state")
    try await session.report(.started, of: profile)
    try await settle(session)
    let sent = await store.outcomes()
    XCTAssertEqual(sent, ["started"])
  }

  func testReportsOfMoreThanThirtyDaysAreDropped() async throws {
    let folder = aFolder()
    let queue = ReportQueue(folder: folder)
    for days in [31.0, 29.0] {
      await queue.add(aReport(of: "session of \(days)", daysAgo: days))
    }
    let store = TestStore()
    try await settle(aSession(store, folder: folder))
    let calls = await store.calls.filter { $0.url.path.hasSuffix("/installation-events") }
    XCTAssertEqual(calls.map(\.bearer), ["session of 29.0"])
  }
}
