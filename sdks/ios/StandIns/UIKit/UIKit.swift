// The published interface of Apple's UIKit as far as the SDK uses it. For Linux only, where nothing
// of it runs.
import Foundation

@MainActor
public final class UIApplication {
  public static let shared = UIApplication()

  public struct OpenExternalURLOptionsKey: Hashable {}

  public func open(
    _ url: URL, options: [OpenExternalURLOptionsKey: Any],
    completionHandler completion: ((Bool) -> Void)?
  ) { completion?(false) }
}
