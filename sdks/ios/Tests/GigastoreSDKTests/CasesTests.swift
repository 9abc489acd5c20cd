import Foundation
import XCTest

@testable import GigastoreSDK

/// The cases of `sdks/cases/app.json`, on which the store and all its clients agree.
final class CasesTests: XCTestCase {
  func testStates() throws {
    for entry in try cases().states {
      let json = try JSONEncoder().encode(["state": entry.text])
      let profile = try JSONDecoder().decode(GigastoreESIMProfile.self, from: json)
      XCTAssertEqual(profile.state?.rawValue.uppercased(), entry.state, "\"\(entry.text)\"")
    }
  }

  func testActivationCodes() throws {
    for entry in try cases().activationCodes {
      let code = ActivationCode(entry.text)
      XCTAssertEqual(code?.smdpAddress, entry.parts?.smdpAddress, entry.text)
      XCTAssertEqual(code?.matchingID, entry.parts?.matchingId, entry.text)
      XCTAssertEqual(code?.asksForConfirmation, entry.parts?.asksForConfirmation, entry.text)
    }
  }

  func testWaysOfApplesDevices() async throws {
    let entries = try cases().ways.filter { ["iphone", "ipad"].contains($0.kind) }
    XCTAssertFalse(entries.isEmpty)
    for entry in entries {
      let phone = TestPhone()
      phone.canAddPlans = false
      phone.opensUniversalLinks = entry.hasInstallLink
      let profile = GigastoreESIMProfile()
      profile.id = "7555cab8-72bc-4e85-b56a-6cdf60e2d6e4"
      profile.activationCode = entry.activationCode
      let installation = try await aSession(TestStore(), phone: phone).install(profile)
      XCTAssertEqual(phone.links, entry.link.map { [$0] } ?? [])
      switch installation {
      case .handedToSystem: XCTAssertEqual(entry.ways.first, "link")
      case .manual: XCTAssertEqual(entry.ways.first, "codes")
      case .installed: XCTFail("The app may not install.")
      }
      XCTAssertEqual(ManualInstallation(profile: profile).qrText, entry.activationCode)
    }
  }

  func testErrors() async throws {
    for entry in try cases().errors {
      let store = TestStore()
      let answer = (entry.status, entry.code.map { "{\"code\":\"\($0)\"}" } ?? "No.")
      for _ in 0..<6 { await store.fail("/usage") { _ in answer } }
      let session = aSession(store)
      let found = await error { try await session.usage() }
      XCTAssertEqual(found.map(kind), entry.kind, entry.when)
      let sessions = await store.paths().filter { $0 == "sessions" }.count
      XCTAssertEqual(sessions, entry.opensSession ? 2 : 1, entry.when)
    }
  }

  func testHashesOfAttestations() throws {
    for entry in try cases().attestations {
      let hash = clientDataHash(
        installToken: entry.installToken, installationId: entry.installationId)
      XCTAssertEqual(hash.base64EncodedString(), entry.hash)
    }
  }

  func testReports() async throws {
    let reports = try cases().reports
    XCTAssertEqual(InstallationReport.keptDays, reports.keptDays)
    XCTAssertTrue(reports.outcomes.allSatisfy { InstallationOutcome(rawValue: $0.outcome) != nil })
    for entry in reports.answers {
      let (store, folder) = (TestStore(), aFolder())
      let session = aSession(store, folder: folder)
      _ = try await session.usage()
      let queue = ReportQueue(folder: folder)
      await queue.add(aReport(of: "an-earlier-session"))
      let body = entry.body.map { String(decoding: try! JSONEncoder().encode($0), as: UTF8.self) }
      for _ in 0..<6 {
        await store.fail("/installation-events") { _ in
          guard let status = entry.status else { throw URLError(.networkConnectionLost) }
          return (status, body ?? "<html>Hotel</html>")
        }
      }
      let client = try await session.current().client
      await queue.send(with: client, to: storeURL)
      let waiting = await queue.waiting.count
      XCTAssertEqual(waiting, entry.next == "done" ? 0 : 1, entry.when)
      let bearers = await store.calls.filter { $0.url.path.hasSuffix("events") }.map(\.bearer)
      let isSentAnew = bearers == ["an-earlier-session", "session-1"]
      XCTAssertEqual(isSentAnew, entry.next == "other_session", "\(entry.when): \(bearers)")
    }
  }

  /// What all clients can tell apart.
  private func kind(_ error: GigastoreError) -> String {
    switch error {
    case .unauthorised: return "unauthorised"
    case .network, .rateLimited: return "network"
    default: return "unknown"
    }
  }

  private func cases() throws -> Cases {
    let file = folderOfPackage.deletingLastPathComponent().appendingPathComponent("cases/app.json")
    let cases = try JSONDecoder().decode(Cases.self, from: try Data(contentsOf: file))
    XCTAssertFalse(cases.states.isEmpty || cases.activationCodes.isEmpty)
    XCTAssertFalse(cases.attestations.isEmpty)
    return cases
  }
}

private struct Cases: Decodable {
  struct State: Decodable {
    let text: String
    let state: String
  }
  struct Code: Decodable {
    struct Parts: Decodable {
      let smdpAddress: String
      let matchingId: String
      let asksForConfirmation: Bool
    }
    let text: String
    let parts: Parts?
  }
  struct Way: Decodable {
    let kind: String
    let hasInstallLink: Bool
    let activationCode: String
    let ways: [String]
    let link: String?
  }
  struct Attestation: Decodable {
    let installToken: String
    let installationId: String
    let hash: String
  }
  struct Failure: Decodable {
    let when: String
    let status: Int
    let code: String?
    let kind: String
    let opensSession: Bool
  }
  struct Reports: Decodable {
    struct Outcome: Decodable {
      let outcome: String
    }
    struct Answer: Decodable {
      let when: String
      let status: Int?
      let body: [String: String]?
      let next: String
    }
    let keptDays: Int
    let outcomes: [Outcome]
    let answers: [Answer]
  }
  let states: [State]
  let activationCodes: [Code]
  let ways: [Way]
  let errors: [Failure]
  let attestations: [Attestation]
  let reports: Reports
}
