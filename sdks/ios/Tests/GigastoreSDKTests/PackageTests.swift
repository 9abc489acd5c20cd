import Foundation
import XCTest

@testable import GigastoreSDK

final class PackageTests: XCTestCase {
  private static let names = ["carriers.json", "Info.plist", "App.entitlements"]

  func testProfilesSurviveBeingStored() throws {
    let profile = try read(TestStore.profile)
    let again = try read(String(decoding: try JSONEncoder().encode(profile), as: UTF8.self))
    XCTAssertEqual(again.plan, profile.plan)
    XCTAssertEqual(again.state, .released)
    XCTAssertNil(try read("{}").state)
    XCTAssertTrue(again.isValidEsimProfile)
  }

  func testErrorsHaveNumbersOfTheirOwn() {
    let errors: [GigastoreError] = [
      .notLoaded, .notCapable, .noCarrierPrivilege, .alreadyInstalled, .limitReached, .cancelled,
      .network(""), .unauthorised(code: ""), .profileNotFound, .rateLimited(retryAfter: nil),
      .invalidProfile, .liveAccountInTestMode, .refused(code: "", message: "No."),
      .unknown(platformCode: "1"),
    ]
    XCTAssertEqual(errors.map { ($0 as NSError).code }, Array(1...errors.count))
    XCTAssertTrue(errors.allSatisfy { !$0.localizedDescription.isEmpty })
  }

  func testThePrivacyManifestIsAPropertyList() throws {
    let file = folderOfPackage.appendingPathComponent(
      "Sources/GigastoreSDK/Resources/PrivacyInfo.xcprivacy")
    let found = try PropertyListSerialization.propertyList(
      from: try Data(contentsOf: file), options: [], format: nil)
    let manifest = try XCTUnwrap(found as? [String: Any])
    XCTAssertEqual(manifest["NSPrivacyTracking"] as? Bool, false)
    XCTAssertEqual((manifest["NSPrivacyCollectedDataTypes"] as? [Any])?.count, 3)
  }

  func testTheScriptWritesCarriersAndEntitlement() throws {
    let folder = aFolder()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = Self.names.map { folder.appendingPathComponent($0) }
    try Data("[{\"mcc\":\"260\",\"mnc\":\"06\",\"gid1\":\"AB\"}]".utf8).write(to: files[0])
    let rest = ["CFBundleName": "App", "CarrierDescriptors": [["MCC": "1"]]] as [String: Any]
    try write(rest, to: files[1])
    try write(["com.apple.CommCenter.fine-grained": ["other"]], to: files[2])
    XCTAssertEqual(try runScript(files).code, 0)
    let info = try readList(files[1])
    XCTAssertEqual(info["CFBundleName"] as? String, "App")
    XCTAssertEqual(
      info["CarrierDescriptors"] as? [[String: String]],
      [["MCC": "260", "MNC": "06", "GID1": "AB"]])
    XCTAssertEqual(
      try readList(files[2])["com.apple.CommCenter.fine-grained"] as? [String],
      ["other", "public-cellular-plan"])
    let again = try runScript(files)
    XCTAssertEqual(again.code, 0)
    XCTAssertFalse(again.output.contains("changed"))
  }

  func testTheScriptRefusesWhatIsWrongAndChangesNothing() throws {
    let folder = aFolder()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = Self.names.map { folder.appendingPathComponent($0) }
    try write(["CFBundleName": "App"], to: files[1])
    try write([:], to: files[2])
    let before = try Data(contentsOf: files[1])
    for text in ["", "{}", "[]", "[{\"mcc\":\"26\",\"mnc\":\"06\"}]", "[{\"mcc\":\"260\"}]"] {
      try Data(text.utf8).write(to: files[0])
      let result = try runScript(files)
      XCTAssertEqual(result.code, 1, text)
      XCTAssertTrue(result.output.contains("carriers.json"), result.output)
      XCTAssertEqual(try Data(contentsOf: files[1]), before)
    }
  }

  private func read(_ json: String) throws -> GigastoreESIMProfile {
    try JSONDecoder().decode(GigastoreESIMProfile.self, from: Data(json.utf8))
  }

  private func write(_ entries: [String: Any], to file: URL) throws {
    let data = try PropertyListSerialization.data(
      fromPropertyList: entries, format: .xml, options: 0)
    try data.write(to: file)
  }

  private func readList(_ file: URL) throws -> [String: Any] {
    let found = try PropertyListSerialization.propertyList(
      from: try Data(contentsOf: file), options: [], format: nil)
    return try XCTUnwrap(found as? [String: Any])
  }

  private func runScript(_ files: [URL]) throws -> (code: Int32, output: String) {
    let program = Process()
    program.executableURL = Bundle(for: Self.self).bundleURL.deletingLastPathComponent()
      .appendingPathComponent("enable-direct-installation")
    if !FileManager.default.fileExists(atPath: program.executableURL!.path) {
      program.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent().appendingPathComponent("enable-direct-installation")
    }
    program.arguments = files.map(\.path)
    let pipe = Pipe()
    program.standardOutput = pipe
    program.standardError = pipe
    try program.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    program.waitUntilExit()
    return (program.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
