// Writes what iOS wants of an app that installs eSIMs itself: the carriers into the app's
// Info.plist, and the entitlement into its entitlements. Run it in a build phase of Xcode:
//   xcrun --sdk macosx swift main.swift carriers.json Info.plist App.entitlements
// carriers.json is a file of the app's repository: [{ "mcc": "260", "mnc": "06" }], with `gid1` and
// `gid2` where the carrier has them. Nothing is downloaded, and files that are right stay as they
// are.
import Foundation

struct Carrier: Decodable {
  let mcc: String
  let mnc: String
  let gid1: String?
  let gid2: String?
}

struct Fault: Error, CustomStringConvertible {
  let description: String
}

typealias Entries = [String: Any]

func readCarriers(_ path: String) throws -> [Entries] {
  let carriers: [Carrier]
  do {
    carriers = try JSONDecoder().decode([Carrier].self, from: try read(path))
  } catch let error as DecodingError {
    throw Fault(description: "\(path) is not a list of carriers with mcc and mnc: \(error)")
  }
  if carriers.isEmpty { throw Fault(description: "\(path) names no carrier.") }
  return try carriers.map { carrier in
    guard isNumber(carrier.mcc, 3...3), isNumber(carrier.mnc, 2...3) else {
      let code = "\(carrier.mcc)-\(carrier.mnc)"
      throw Fault(description: "\(path): \(code) needs an mcc of 3 and an mnc of 2 or 3 digits.")
    }
    var entries: Entries = ["MCC": carrier.mcc, "MNC": carrier.mnc]
    if let gid1 = carrier.gid1 { entries["GID1"] = gid1 }
    if let gid2 = carrier.gid2 { entries["GID2"] = gid2 }
    return entries
  }
}

func isNumber(_ text: String, _ lengths: ClosedRange<Int>) -> Bool {
  lengths.contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
}

func read(_ path: String) throws -> Data {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw Fault(description: "\(path) cannot be read.")
  }
  return data
}

/// Changes a property list, and writes it only if that changed anything.
func change(_ path: String, _ change: (inout Entries) throws -> Void) throws {
  var format = PropertyListSerialization.PropertyListFormat.xml
  let found = try? PropertyListSerialization.propertyList(
    from: try read(path), options: [], format: &format)
  guard var entries = found as? Entries else {
    throw Fault(description: "\(path) is not a property list.")
  }
  let before = NSDictionary(dictionary: entries)
  try change(&entries)
  if before.isEqual(to: entries) { return }
  let data = try PropertyListSerialization.data(
    fromPropertyList: entries, format: format, options: 0)
  try data.write(to: URL(fileURLWithPath: path), options: .atomic)
  print("\(path) is changed.")
}

func run(_ paths: [String]) throws {
  guard paths.count == 3 else {
    throw Fault(description: "Name three files: carriers.json Info.plist App.entitlements")
  }
  let carriers = try readCarriers(paths[0])
  try change(paths[1]) { $0["CarrierDescriptors"] = carriers }
  try change(paths[2]) { entries in
    let key = "com.apple.CommCenter.fine-grained"
    guard var values = (entries[key] ?? [String]()) as? [String] else {
      throw Fault(description: "\(paths[2]): \(key) is not a list.")
    }
    if !values.contains("public-cellular-plan") { values.append("public-cellular-plan") }
    entries[key] = values
  }
}

do {
  try run(Array(CommandLine.arguments.dropFirst()))
} catch {
  FileHandle.standardError.write(Data("error: \(error)\n".utf8))
  exit(1)
}
