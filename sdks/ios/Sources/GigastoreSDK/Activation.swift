import Foundation

public typealias GigastoreHandleActivateItemCompletion = (
  _ profile: GigastoreESIMProfile?, _ error: Error?
) -> Void?

/// What was sold to a user.
public struct GigastoreActivation: Decodable, Sendable {
  /// The ID that the app made. It sells once.
  public let activationId: String
  /// The package that was sold.
  public let activatedItemUid: String
  public let customerUid: String?
  /// The eSIMs of the user.
  public let profiles: [GigastoreESIMProfile]

  /// The eSIM to install, or to use if it is on the phone: the newest one.
  public var profile: GigastoreESIMProfile? {
    profiles.last { !$0.isInstalled } ?? profiles.last
  }

  private enum CodingKeys: String, CodingKey {
    case activationId, activatedItemUid, customerUid
    case profiles = "items"
  }
}

extension GigastoreSession {
  /// Asks the app's own server, through the store, whether the user of `setUserToken` may have an
  /// item, and sells it if so. Completes with the eSIM to install.
  public func activateItem(
    inventoryItem: String?, metaTag: String?,
    completion: GigastoreHandleActivateItemCompletion? = nil
  ) {
    perform {
      try await self.activateItem(inventoryItem: inventoryItem, metaTag: metaTag)
    } completion: { result in
      switch result {
      case .success(let activation): _ = completion?(activation.profile, nil)
      case .failure(let error): _ = completion?(nil, error)
      }
    }
  }

  /// Sells an item to the user of `setUserToken` if the app's own server approves. Until it is sold,
  /// each call for the same item and tag is the same activation, which sells once, also after the
  /// app has ended. Throws `GigastoreError`: `refused` with what the server says.
  public func activateItem(
    inventoryItem: String?, metaTag: String? = nil
  ) async throws -> GigastoreActivation {
    let made = try await current()
    guard let item = inventoryItem, !item.isEmpty else {
      throw GigastoreError.refused(
        code: "inventory_item_not_found", message: "No inventory item is named.")
    }
    guard let user = currentUser else { throw GigastoreError.unauthorised(code: "missing_token") }
    let wish = ActivationWish(
      storeURL: made.storeURL, userToken: user, inventoryItemId: item, metaTag: metaTag)
    let id = await activations.id(for: wish)
    do {
      let activation = try await made.client.activate(wish, id: id)
      await activations.forget(id)
      return activation
    } catch let error as GigastoreError {
      if case .refused(code: "idempotency_key_reused", _) = error { await activations.forget(id) }
      throw error
    }
  }
}

/// What a user wants from a store.
struct ActivationWish: Codable, Equatable, Sendable {
  let storeURL: URL
  let userToken: String
  let inventoryItemId: String
  let metaTag: String?
}

/// Keeps the IDs of activations whose outcome is not known in a file, so that they sell once.
actor ActivationQueue {
  private struct Open: Codable {
    let id: String
    let wish: ActivationWish
  }

  private let file: URL
  private var open: [Open]

  init(folder: URL) {
    file = folder.appendingPathComponent("activations.json")
    let data = try? Data(contentsOf: file)
    open = data.flatMap { try? JSONDecoder().decode([Open].self, from: $0) } ?? []
  }

  /// Returns the ID for what a user wants, a new one if it is not open.
  func id(for wish: ActivationWish) -> String {
    if let found = open.first(where: { $0.wish == wish }) { return found.id }
    let id = UUID().uuidString.lowercased()
    open.append(Open(id: id, wish: wish))
    save()
    return id
  }

  func forget(_ id: String) {
    open.removeAll { $0.id == id }
    save()
  }

  private func save() {
    guard let data = try? JSONEncoder().encode(open) else { return }
    PrivateFile.write(data, to: file)
  }
}
