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
  let standIns = ["CoreTelephony", "CryptoKit", "DeviceCheck", "UIKit"]
  package.targets[0].dependencies = standIns.map { .init(stringLiteral: $0) }
  package.targets += standIns.map { .target(name: $0, path: "StandIns/\($0)") }
  package.targets += [
    .executableTarget(name: "enable-direct-installation"),
    .testTarget(
      name: "GigastoreSDKTests",
      dependencies: ["GigastoreSDK", "GigastoreCompatibility", "enable-direct-installation"]),
  ]
#endif
