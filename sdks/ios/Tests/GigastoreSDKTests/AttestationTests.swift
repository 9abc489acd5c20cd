import Foundation
import XCTest

@testable import GigastoreSDK

final class AttestationTests: XCTestCase {
  func testEachSessionIsAttestedForItsRequest() async throws {
    let (store, asked) = (TestStore(), Asked<Data>())
    let session = aSession(store)
    session.setAttestationProvider { hash in
      await asked.add(hash)
      return Data("attested ".utf8) + hash
    }
    _ = try await session.getAllProfiles()
    await store.refuse("/profiles", 401, "token_expired")
    session.setInstallTokenProvider { "another-token" }
    _ = try await session.getAllProfiles()
    let bodies = await store.bodies("/sessions")
    let hashes = await asked.all
    XCTAssertEqual(bodies.count, 3)
    XCTAssertEqual(hashes, try bodies.map(hashOf))
    XCTAssertNotEqual(hashes[0], hashes[1])
    let sent = try bodies.compactMap { Data(base64Encoded: try $0.text("attestation")) }
    XCTAssertEqual(sent, hashes.map { Data("attested ".utf8) + $0 })
  }

  func testALostAnswerIsAskedForWithTheSameAttestation() async throws {
    let (store, asked) = (TestStore(), Asked<Data>())
    let session = aSession(store)
    session.setAttestationProvider { hash in
      await asked.add(hash)
      return Data(UUID().uuidString.utf8)
    }
    await store.fail("/sessions") { _ in throw URLError(.networkConnectionLost) }
    _ = try await session.getAllProfiles()
    let sent = try await store.bodies("/sessions").map { try $0.text("attestation") }
    XCTAssertEqual(sent.count, 2)
    XCTAssertEqual(sent[0], sent[1])
    let hashes = await asked.all
    XCTAssertEqual(hashes.count, 1)
  }

  func testCallsAtTheSameTimeShareOneAttestation() async throws {
    let asked = Asked<Data>()
    let session = aSession(TestStore())
    session.setAttestationProvider { hash in
      await asked.add(hash)
      return nil
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { _ = try await session.getAllProfiles() } }
      try await group.waitForAll()
    }
    let hashes = await asked.all
    XCTAssertEqual(hashes.count, 1)
  }

  func testWithoutAnAttestationTheFieldIsLeftOut() async throws {
    let store = TestStore()
    _ = try await aSession(store).getAllProfiles()
    let session = aSession(store)
    session.setAttestationProvider { _ in nil }
    _ = try await session.getAllProfiles()
    let bodies = await store.bodies("/sessions")
    XCTAssertEqual(bodies.count, 2)
    XCTAssertTrue(bodies.allSatisfy { $0["attestation"] == nil })
  }

  func testAProviderMayComplete() async throws {
    let store = TestStore()
    let session = aSession(store)
    session.setAttestationProvider { hash, completed in
      DispatchQueue.global().async { completed(hash, nil) }
    }
    _ = try await session.getAllProfiles()
    let bodies = await store.bodies("/sessions")
    let body = try XCTUnwrap(bodies.first)
    XCTAssertEqual(Data(base64Encoded: try body.text("attestation")), try hashOf(body))
    let second = aSession(store)
    second.setAttestationProvider { _, completed in completed(nil, GigastoreError.network("No.")) }
    let found = await error { try await second.getAllProfiles() }
    XCTAssertEqual(found, .network("No."))
  }

  func testAnErrorOfTheProviderOpensNoSessionAndTheNextCallAsksAgain() async throws {
    let store = TestStore()
    let session = aSession(store)
    session.setAttestationProvider { _ in throw GigastoreError.unknown(platformCode: "DCError.2") }
    let found = await error { try await session.getAllProfiles() }
    XCTAssertEqual(found, .unknown(platformCode: "DCError.2"))
    let paths = await store.paths()
    XCTAssertEqual(paths, [])
    session.setAttestationProvider { $0 }
    let profiles = try await session.getAllProfiles()
    XCTAssertEqual(profiles.count, 1)
  }

  func testTheProviderStaysIfTheSDKIsLoadedAgain() async throws {
    let store = TestStore()
    let session = GigastoreSession(phone: TestPhone(), transport: store, folder: aFolder())
    session.setAttestationProvider { $0 }
    session.setInstallTokenProvider { "install-token" }
    for key in ["pk_test_1", "pk_test_2"] {
      session.load(withSDKKey: key, storeURL: storeURL)
      _ = try await session.getAllProfiles()
    }
    let bodies = await store.bodies("/sessions")
    XCTAssertEqual(bodies.compactMap { $0["attestation"] }.count, 2)
  }

  /// With a real store. Its tests attest; here nobody has a key that leads to Apple.
  func testTheStoreRefusesWhatIsNoAttestationAndLeavesTheTokenUnused() async throws {
    let reseller = try await Reseller()
    try await reseller.requireAttestation(true)
    let token = try await reseller.installToken(try await reseller.sell())
    let session = GigastoreSession(
      phone: TestPhone(), folder: aFolder(), retryDelays: [0.05, 0.05])
    session.load(withSDKKey: reseller.key, storeURL: reseller.url)
    session.setInstallTokenProvider { token }
    session.setAttestationProvider(AppAttest.provider)
    let without = await error { try await session.getAllProfiles() }
    XCTAssertEqual(without, .unauthorised(code: "app_not_attested"))
    XCTAssertEqual(without?.errorDescription?.contains("recognise"), true)
    session.setAttestationProvider { $0 }
    let wrong = await error { try await session.getAllProfiles() }
    XCTAssertEqual(wrong, .unauthorised(code: "app_not_attested"))
    try await reseller.requireAttestation(false)
    let profiles = try await session.getAllProfiles()
    XCTAssertEqual(profiles.count, 1)
  }

  private func hashOf(_ body: Fields) throws -> Data {
    clientDataHash(
      installToken: try body.text("installToken"), installationId: try body.text("installationId"))
  }
}

final class AppAttestTests: XCTestCase {
  private let asked = Data("hash".utf8)

  func testAKeyOfItsOwnIsAttested() async throws {
    let service = TestAttestService()
    for number in 1...2 {
      let object = try await attest(with: service)
      XCTAssertEqual(object, Data("key-\(number) hash".utf8))
    }
  }

  func testTheSameKeyIsTriedAgainIfAppleDoesNotAnswer() async throws {
    let service = TestAttestService(failures: [.network("away"), .network("away")])
    let object = try await attest(with: service)
    XCTAssertEqual(object, Data("key-1 hash".utf8))
    let tried = await service.tried.all
    XCTAssertEqual(tried, ["key-1", "key-1", "key-1"])
  }

  func testItEndsIfAppleStaysAway() async {
    let service = TestAttestService(failures: .init(repeating: .network("away"), count: 3))
    let found = await error { try await attest(with: service) }
    XCTAssertEqual(found, .network("away"))
  }

  func testAnotherErrorEndsItAtOnceAndTheNextKeyIsNew() async throws {
    let service = TestAttestService(failures: [.unknown(platformCode: "DCError.3")])
    let found = await error { try await attest(with: service) }
    XCTAssertEqual(found, .unknown(platformCode: "DCError.3"))
    let object = try await attest(with: service)
    XCTAssertEqual(object, Data("key-2 hash".utf8))
  }

  func testAPhoneWithoutAppAttestGivesNothing() async throws {
    let service = TestAttestService(isSupported: false)
    for service in [service, nil] {
      let object = try await AppAttest.makeProvider(with: service)(asked)
      XCTAssertNil(object)
    }
    let tried = await service.tried.all
    XCTAssertEqual(tried, [])
  }

  /// Of the declarations of DeviceCheck for Linux, which support nothing.
  func testTheSystemLayerTranslatesItsErrors() async throws {
    let object = try await AppAttest.provider(asked)
    XCTAssertNil(object)
    let service = SystemAttestService()
    let unmade = await error { try await service.generateKey() }
    XCTAssertEqual(unmade, .unknown(platformCode: "DCError.1"))
    let away = await error { try await service.attestKey("key", clientDataHash: asked) }
    XCTAssertEqual(away?.code, "network")
  }

  private func attest(with service: TestAttestService) async throws -> Data? {
    try await AppAttest.makeProvider(with: service, retryDelays: [0.01, 0.01])(asked)
  }
}

/// App Attest that numbers its keys, and fails as a test says.
private final class TestAttestService: AttestService {
  let isSupported: Bool
  let made = Asked<String>()
  let tried = Asked<String>()
  private let failures: [GigastoreError]

  init(isSupported: Bool = true, failures: [GigastoreError] = []) {
    self.isSupported = isSupported
    self.failures = failures
  }

  func generateKey() async throws -> String { "key-\(await made.add("a key"))" }

  func attestKey(_ keyID: String, clientDataHash: Data) async throws -> Data {
    let attempt = await tried.add(keyID)
    if attempt <= failures.count { throw failures[attempt - 1] }
    return Data("\(keyID) ".utf8) + clientDataHash
  }
}

/// What was asked, in its order.
private actor Asked<Value: Sendable> {
  private(set) var all: [Value] = []

  /// Returns the number of values.
  @discardableResult
  func add(_ value: Value) -> Int {
    all.append(value)
    return all.count
  }
}
