// swift-tools-version:5.9
import PackageDescription

var package = Package(
  name: "GigastoreSDK",
  platforms: [.iOS(.v13)],
  products: [
    .library(name: "GigastoreSDK", targets: ["GigastoreSDK"]),
    .library(name: "GigastoreCompatibility", targets: ["GigastoreCompatibility"]),
  ],
  targets: [
    .target(name: "GigastoreSDK", resources: [.copy("Resources/PrivacyInfo.xcprivacy")]),
    .target(name: "GigastoreCompatibility", dependencies: ["GigastoreSDK"]),
  ]
)

// On Linux the tests run, and the system layer is compiled against declarations of our own.
#if os(Linux)
  package.targets[0].dependencies = ["CoreTelephony", "UIKit"]
  package.targets += [
    .target(name: "CoreTelephony", path: "StandIns/CoreTelephony"),
    .target(name: "UIKit", path: "StandIns/UIKit"),
    .executableTarget(name: "enable-direct-installation"),
    .testTarget(
      name: "GigastoreSDKTests",
      dependencies: ["GigastoreSDK", "GigastoreCompatibility", "enable-direct-installation"]),
  ]
#endif
