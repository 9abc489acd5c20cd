require 'json'

package = JSON.parse(File.read(File.join(__dir__, 'package.json')))

# Untried: Xcode was not at hand. Add the Swift package GigastoreSDK to the project of the app; each
# framework compiles its own folder only.
Pod::Spec.new do |spec|
  spec.name = 'gigastore-app'
  spec.version = package['version']
  spec.summary = package['description']
  spec.license = package['license']
  spec.homepage = 'https://github.com/gigastore/gigastore'
  spec.authors = 'Gigastore'
  spec.source = { git: 'https://github.com/gigastore/gigastore.git', tag: "v#{spec.version}" }
  spec.platform = :ios, '15.1'
  spec.swift_version = '5.9'
  spec.source_files = 'ios/AppBridge.swift', 'ios/ReactNative/*.{swift,m}'
  spec.dependency 'React-Core'
end
