import Foundation

/// Sends reports in their order, and keeps in a file those that the store has not got yet.
actor ReportQueue {
  /// The most reports that are kept.
  private static let most = 500

  private let file: URL
  private var reports: [InstallationReport]
  private var isSending = false
  private var wasAskedAgain = false

  init(folder: URL) {
    file = folder.appendingPathComponent("reports.json")
    let data = try? Data(contentsOf: file)
    reports = data.flatMap { try? JSONDecoder().decode([InstallationReport].self, from: $0) } ?? []
  }

  var waiting: [InstallationReport] { reports }

  /// Keeps a report.
  func add(_ report: InstallationReport) {
    reports.append(report)
    reports.removeFirst(max(0, reports.count - Self.most))
    save()
  }

  /// Sends what waits for this store. Where the store cannot be reached the rest stays.
  func send(with client: StoreClient, to storeURL: URL) async {
    if isSending {
      wasAskedAgain = true
      return
    }
    isSending = true
    repeat {
      wasAskedAgain = false
      await sendOnce(with: client, to: storeURL)
    } while wasAskedAgain
    isSending = false
  }

  private func sendOnce(with client: StoreClient, to storeURL: URL) async {
    for report in reports where report.storeURL == storeURL {
      if report.isTooOld(at: Date()) {
        remove(report)
        continue
      }
      switch await deliver(report, with: client) {
      case .done: remove(report)
      case .later: continue
      case .storeIsAway: return
      }
    }
  }

  private enum Delivery { case done, later, storeIsAway }

  private func deliver(_ report: InstallationReport, with client: StoreClient) async -> Delivery {
    guard let answer = try? await client.send(report, token: report.sessionToken) else {
      return .storeIsAway
    }
    guard answer.status == 401 else { return delivery(answer) }
    // The session has ended. A newer one of the same user may send the report as well.
    guard let token = await client.currentToken, token != report.sessionToken,
      let second = try? await client.send(report, token: token)
    else { return .later }
    return (200..<300).contains(second.status) ? delivery(second) : .later
  }

  private func delivery(_ answer: HTTPAnswer) -> Delivery {
    // The app waits for its approval.
    if answer.status == 403 { return .later }
    if answer.status == 429 || answer.status >= 500 { return .storeIsAway }
    // A network that wants its user to sign in answers in place of the store.
    return answer.isOfStore ? .done : .storeIsAway
  }

  private func remove(_ report: InstallationReport) {
    reports.removeAll { $0.profileId == report.profileId && $0.event.id == report.event.id }
    save()
  }

  private func save() {
    guard let data = try? JSONEncoder().encode(reports) else { return }
    PrivateFile.write(data, to: file)
  }
}

/// Files of the SDK: not readable before the phone was unlocked once, and not in backups.
enum PrivateFile {
  static func write(_ data: Data, to file: URL) {
    let folder = file.deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    #if os(Linux)
      try? data.write(to: file, options: .atomic)
    #else
      try? data.write(
        to: file, options: [.atomic, .completeFileProtectionUntilFirstUserAuthentication])
      var values = URLResourceValues()
      values.isExcludedFromBackup = true
      var kept = file
      try? kept.setResourceValues(values)
    #endif
  }

  /// The random ID of this installation of the app, made once.
  static func installationId(in folder: URL) -> String {
    let file = folder.appendingPathComponent("installation-id")
    if let text = try? String(contentsOf: file, encoding: .utf8), UUID(uuidString: text) != nil {
      return text
    }
    let id = UUID().uuidString.lowercased()
    write(Data(id.utf8), to: file)
    return id
  }

  static func standardFolder() -> URL {
    let folders = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)
    return (folders.first ?? FileManager.default.temporaryDirectory)
      .appendingPathComponent("GigastoreSDK")
  }
}
