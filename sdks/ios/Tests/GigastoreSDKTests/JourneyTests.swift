import Foundation
import XCTest

@testable import GigastoreSDK

/// From the sale to the installed eSIM, with a real store and a phone that does what a test says.
final class JourneyTests: XCTestCase {
  override func tearDown() async throws {
    if ProcessInfo.processInfo.environment["GIGASTORE_URL"] != nil { try await RealStore.fail([]) }
  }

  func testASoldESIMIsInstalledAndTheStoreHearsOfIt() async throws {
    let (reseller, phone) = (try await Reseller(), TestPhone())
    let sale = try await reseller.sell()
    let session = anApp(reseller, try await reseller.installToken(sale), phone: phone)
    let profiles = try await session.getAllProfiles()
    XCTAssertEqual(profiles.map(\.iccid), [sale.iccid])
    XCTAssertEqual(profiles[0].state, .released)
    XCTAssertEqual(profiles[0].supportedCountries?.contains("AT"), true)
    let profile = try await session.getProfile(profileUID: try XCTUnwrap(profiles[0].id))
    let code = ActivationCode(try XCTUnwrap(profile.activationCode))
    XCTAssertEqual(code?.smdpAddress, profile.smdpAddress)
    guard case .installed = try await session.install(profile) else {
      return XCTFail("The eSIM is not installed.")
    }
    XCTAssertEqual(phone.plans.map(\.matchingID), [profile.matchingId])
    try await settle(session)
    let read = try await session.getProfile(profileUID: try XCTUnwrap(profile.id))
    XCTAssertEqual(read.state, .installed)
    XCTAssertEqual(read.installCount, 1)
    let (state, timeline) = (try await reseller.state(sale), try await reseller.timeline(sale))
    XCTAssertEqual(state, "INSTALLED")
    XCTAssertEqual(
      timeline,
      ["esim.status_changed", "installation.reported started", "installation.reported succeeded"])
    let usage = try await session.usage()
    XCTAssertEqual(usage.packages.count, 1)
  }

  func testFailuresAreInTheTimeline() async throws {
    let (reseller, phone) = (try await Reseller(), TestPhone())
    let sale = try await reseller.sell()
    let session = anApp(reseller, try await reseller.installToken(sale), phone: phone)
    let profile = try await firstProfile(session)
    for result: UInt in [1, 3] {
      phone.planResult = result
      _ = await error { try await session.install(profile) }
    }
    try await settle(session)
    let (state, timeline) = (try await reseller.state(sale), try await reseller.timeline(sale))
    XCTAssertEqual(state, "RELEASED")
    let outcomes = ["cancelled", "failed", "started", "started"]
    XCTAssertEqual(timeline, outcomes.map { "installation.reported \($0)" })
  }

  func testInTestModeASimulatedPhoneInstalls() async throws {
    let (reseller, phone) = (try await Reseller(), TestPhone())
    let sale = try await reseller.sell()
    let token = try await reseller.installToken(sale)
    let session = anApp(reseller, token, phone: phone, testMode: true)
    let profile = try await firstProfile(session)
    _ = try await session.installProfile(profile: profile)
    try await settle(session)
    XCTAssertEqual(phone.plans, [])
    let state = try await reseller.state(sale)
    XCTAssertEqual(state, "INSTALLED")
  }

  func testLostReportsAreSentWhenTheAppStartsAgainAndCountOnce() async throws {
    let (reseller, folder) = (try await Reseller(), aFolder())
    let sale = try await reseller.sell()
    let session = anApp(reseller, try await reseller.installToken(sale), folder: folder)
    let profile = try await firstProfile(session)
    let report: Fields = ["method": "POST", "path": "/sdk/v1/profiles/"]
    let lost = [("cut_after", 3), ("cut_before", 1_000)].map { way, times in
      report.merging(["do": way, "times": times]) { $1 }
    }
    try await RealStore.fail(lost)
    _ = try await session.install(profile)
    let waiting = try await session.sendReports()
    XCTAssertEqual(waiting, 2)
    try await eventually { try await RealStore.seen().count >= 4 }
    let state = try await reseller.state(sale)
    XCTAssertEqual(state, "RELEASED")
    try await RealStore.fail([])
    let restarted = anApp(reseller, nil, folder: folder)
    try await settle(restarted)
    let (later, timeline) = (try await reseller.state(sale), try await reseller.timeline(sale))
    XCTAssertEqual(later, "INSTALLED")
    XCTAssertEqual(
      timeline,
      ["esim.status_changed", "installation.reported started", "installation.reported succeeded"])
  }

  func testATokenOfOneESIMReadsNoOther() async throws {
    let reseller = try await Reseller()
    let (sale, other) = (try await reseller.sell(), try await reseller.sell())
    let stranger = anApp(reseller, try await reseller.installToken(other))
    let profileOfOther = try await firstProfile(stranger)
    let foreign = try XCTUnwrap(profileOfOther.id)
    let session = anApp(reseller, try await reseller.installToken(sale, onlyThis: true))
    let found = await error { try await session.getProfile(profileUID: foreign) }
    XCTAssertEqual(found, .profileNotFound)
    let profile = try await firstProfile(session)
    profile.id = foreign
    try await session.report(.succeeded, of: profile)
    try await settle(session)
    let timeline = try await reseller.timeline(other)
    XCTAssertEqual(timeline, [])
  }

  func testATokenThatAnotherPhoneUsedOpensNoSession() async throws {
    let reseller = try await Reseller()
    let token = try await reseller.installToken(try await reseller.sell())
    _ = try await anApp(reseller, token).getAllProfiles()
    let second = anApp(reseller, token)
    let found = await error { try await second.getAllProfiles() }
    XCTAssertEqual(found, .unauthorised(code: "invalid_credentials"))
  }

  func testTheSessionsOfADisabledKeyEnd() async throws {
    let reseller = try await Reseller()
    let session = anApp(reseller, try await reseller.installToken(try await reseller.sell()))
    _ = try await session.getAllProfiles()
    try await reseller.disableKey()
    let found = await error { try await session.getAllProfiles() }
    XCTAssertEqual(found?.code, "unauthorised")
  }

  func testAnExpiredTokenOpensNoSessionAndReportsStillArrive() async throws {
    let (first, folder) = (try await Reseller(), aFolder())
    let sale = try await first.sell()
    let token = try await first.installToken(sale)
    let session = anApp(first, token)
    let profile = try await firstProfile(session)
    let unused = try await first.installToken(sale)
    try RealStore.passADay()
    try await eventually {
      let late = self.anApp(first, unused, folder: folder)
      let found = await self.error { try await late.getAllProfiles() }
      return found == .unauthorised(code: "invalid_credentials")
    }
    try await session.report(.cancelled, of: profile)
    try await settle(session)
    let found = await error { try await session.getAllProfiles() }
    XCTAssertEqual(found, .unauthorised(code: "invalid_credentials"))
    let later = try await Reseller()
    let timeline = try await later.timeline(sale)
    XCTAssertEqual(timeline, ["installation.reported cancelled"])
    let next = try await later.installToken(sale)
    session.setInstallTokenProvider { next }
    let profiles = try await session.getAllProfiles()
    XCTAssertEqual(profiles.count, 1)
  }

  private func anApp(
    _ reseller: Reseller, _ token: String?, phone: TestPhone = TestPhone(), folder: URL? = nil,
    testMode: Bool = false
  ) -> GigastoreSession {
    let session = GigastoreSession(
      phone: phone, folder: folder ?? aFolder(), retryDelays: [0.05, 0.05])
    session.load(withSDKKey: reseller.key, testMode: testMode, storeURL: reseller.url)
    if let token = token { session.setInstallTokenProvider { token } }
    return session
  }

  private func firstProfile(_ session: GigastoreSession) async throws -> GigastoreESIMProfile {
    let profiles = try await session.getAllProfiles()
    return try XCTUnwrap(profiles.first)
  }

  private func eventually(_ isSo: () async throws -> Bool) async throws {
    for _ in 0..<400 {
      if try await isSo() { return }
      try await Task.sleep(nanoseconds: 50_000_000)
    }
    XCTFail("It does not happen in time.")
  }
}
