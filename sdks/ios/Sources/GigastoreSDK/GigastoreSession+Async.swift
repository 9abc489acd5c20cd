import Foundation

/// How an installation went on.
public enum GigastoreInstallation: Sendable {
  /// The eSIM is installed.
  case installed(GigastoreESIMProfile)
  /// The system has taken over. What becomes of it, the store learns from the carrier.
  case handedToSystem(GigastoreESIMProfile)
  /// The user installs it by hand: show `ManualInstallationView` with the profile.
  case manual(GigastoreESIMProfile)
}

extension GigastoreSession {
  /// Returns whether this phone takes eSIMs.
  public func isEsimCapable() async -> Bool { usedPhone.isESIMCapable }

  /// Returns the eSIM with this ID, the `uid` of the API. Throws `GigastoreError`.
  public func getProfile(profileUID: String) async throws -> GigastoreESIMProfile {
    let made = try await current()
    guard let user = await userWithoutSession(made) else {
      let profile = try await made.client.profile(profileUID)
      await reports.send(with: made.client, to: made.storeURL)
      return profile
    }
    let profiles = try await made.client.profiles(of: user)
    guard let profile = profiles.first(where: { $0.id == profileUID.lowercased() }) else {
      throw GigastoreError.profileNotFound
    }
    return profile
  }

  /// Returns the eSIMs of the user, the oldest first. Throws `GigastoreError`.
  public func getAllProfiles() async throws -> [GigastoreESIMProfile] {
    let made = try await current()
    if let user = await userWithoutSession(made) { return try await made.client.profiles(of: user) }
    let profiles = try await made.client.profiles()
    await reports.send(with: made.client, to: made.storeURL)
    return profiles
  }

  /// Returns the data that is left. Throws `GigastoreError`.
  public func usage() async throws -> GigastoreUsage {
    try await current().client.usage()
  }

  /// Installs an eSIM as the original does: throws `noCarrierPrivilege` where the user has to.
  public func installProfile(profile: GigastoreESIMProfile) async throws -> GigastoreESIMProfile {
    switch try await install(profile) {
    case .installed(let profile), .handedToSystem(let profile): return profile
    case .manual: throw GigastoreError.noCarrierPrivilege
    }
  }

  /// Installs an eSIM in the best way that the phone and the app have: the app itself, else Apple's
  /// universal link, else the user. The store hears what became of it. Throws `GigastoreError`.
  public func install(_ profile: GigastoreESIMProfile) async throws -> GigastoreInstallation {
    let made = try await current()
    let user = await userWithoutSession(made)
    let session = user == nil ? try await made.client.openSession() : nil
    guard let plan = profile.plan, let id = profile.id else { throw GigastoreError.invalidProfile }
    if profile.isInstalled { throw GigastoreError.alreadyInstalled }
    if let count = profile.installCount, let limit = profile.installLimit, count >= limit {
      throw GigastoreError.limitReached
    }
    guard made.phone.isESIMCapable else { throw GigastoreError.notCapable }
    let reporter = Reporter(queue: reports, made: made, profileId: id, session: session)
    await reporter.report(.started)
    if made.phone.canAddPlans { return try await add(plan, of: profile, reporter, made.phone) }
    if made.phone.opensUniversalLinks, let link = profile.link, await made.phone.open(link) {
      return .handedToSystem(profile)
    }
    return .manual(profile)
  }

  /// Tells the store what became of an installation that the app did not see, such as one by hand,
  /// from what the user says. Throws `GigastoreError`.
  public func report(
    _ outcome: InstallationOutcome, of profile: GigastoreESIMProfile, platformCode: String? = nil
  ) async throws {
    let made = try await current()
    let session = try await made.client.openSession()
    guard let id = profile.id else { throw GigastoreError.invalidProfile }
    let reporter = Reporter(queue: reports, made: made, profileId: id, session: session)
    await reporter.report(outcome, platformCode)
  }

  /// Sends the reports that could not be sent. The SDK does so when it is loaded and with other
  /// calls; an app may call it when the network is back. Returns how many still wait.
  @discardableResult
  public func sendReports() async throws -> Int {
    let made = try await current()
    await reports.send(with: made.client, to: made.storeURL)
    return await reports.waiting.count
  }

  /// Returns the user of an app that sells by `activateItem` and opens no sessions.
  private func userWithoutSession(_ made: Loaded) async -> String? {
    await made.client.hasInstallTokens ? nil : currentUser
  }

  private func add(
    _ plan: ESIMPlan, of profile: GigastoreESIMProfile, _ reporter: Reporter, _ phone: Phone
  ) async throws -> GigastoreInstallation {
    let raw = await phone.addPlan(plan)
    switch PlanResult(rawValue: raw) {
    case .success:
      await reporter.report(.succeeded)
      profile.state = .installed
      return .installed(profile)
    case .cancel:
      await reporter.report(.cancelled)
      throw GigastoreError.cancelled
    default:
      let code = "CTCellularPlanProvisioningAddPlanResult.\(raw)"
      await reporter.report(.failed, code)
      throw GigastoreError.unknown(platformCode: code)
    }
  }
}

/// Reports what becomes of one installation, if there is a session. The installation does not wait
/// for the store.
struct Reporter: Sendable {
  let queue: ReportQueue
  let made: GigastoreSession.Loaded
  let profileId: String
  let session: StoreSession?

  func report(_ outcome: InstallationOutcome, _ platformCode: String? = nil) async {
    guard let session = session else { return }
    let event = InstallationReport.Event(
      id: UUID().uuidString.lowercased(), outcome: outcome, occurredAt: Timestamp.write(Date()),
      platformCode: platformCode)
    await queue.add(
      InstallationReport(
        profileId: profileId, storeURL: made.storeURL, sessionToken: session.sessionToken,
        event: event))
    Task { await queue.send(with: made.client, to: made.storeURL) }
  }
}
