import Foundation
import GigastoreCompatibility
import XCTest

/// Code as apps have it that were written for the original: nothing but the import has changed.
final class CompatibilityTests: XCTestCase {
  private static let session: ​GigastoreSession = ​Gigastore

  func testCodeOfTheOriginalCompiles() {
    XCTAssertTrue(​Gigastore === Gigastore)
    XCTAssertTrue(​GigastoreSession.self == GigastoreSession.self)
    let done = expectation(description: "completed")
    done.expectedFulfillmentCount = 2
    ​Gigastore.load(withSDKKey: "key")
    ​Gigastore.setUserToken(userToken: "USER_TOKEN_1234567")
    ​Gigastore.isEsimCapable { (isCapable: Bool) in
      XCTAssertFalse(isCapable)
      done.fulfill()
    }
    let activated: GigastoreHandleActivateItemCompletion = { profile, error in
      XCTAssertNil(profile)
      XCTAssertEqual((error as NSError?)?.domain, "GigastoreError")
      done.fulfill()
    }
    Self.session.activateItem(inventoryItem: "1GB", metaTag: "tag", completion: activated)
    wait(for: [done], timeout: 20)
  }

  /// Compiled only: nothing is installed here.
  private func install(_ found: [GigastoreESIMProfile]) {
    for profile in found where profile.isValidEsimProfile && profile.state == .released {
      ​Gigastore.installProfile(profile: profile) { (profile, error) in
        print(profile?.iccid ?? "", profile?.imsi ?? "", error?.localizedDescription ?? "")
      }
    }
    ​Gigastore.getAllProfiles(completion: { (profiles, error) in self.install(profiles ?? []) })
  }
}
