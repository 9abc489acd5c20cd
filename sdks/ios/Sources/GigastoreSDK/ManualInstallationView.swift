// The screen for phones on which neither the app nor the system installs the eSIM. It is not
// compiled on Linux. What it shows is decided in ManualInstallation, which is.
#if canImport(SwiftUI) && canImport(UIKit) && canImport(CoreImage)
  import CoreImage
  import SwiftUI
  import UIKit

  /// Shows the QR code for a second screen, and the codes to copy.
  @available(iOS 13.0, *)
  public struct ManualInstallationView: View {
    private let installation: ManualInstallation
    private let image: UIImage?

    /// A screen for an eSIM that `install` left to the user.
    public init(profile: GigastoreESIMProfile) {
      installation = ManualInstallation(profile: profile)
      image = installation.qrText.flatMap(Self.code)
    }

    public var body: some View {
      ScrollView {
        VStack(alignment: .leading, spacing: 24) {
          if image != nil {
            Image(uiImage: image!)
              .interpolation(.none)
              .resizable()
              .aspectRatio(1, contentMode: .fit)
              .frame(maxWidth: 240)
              .padding(16)
              .background(Color.white)
              .accessibility(label: Text("QR code of the eSIM"))
          }
          Text("Open Settings, Cellular, Add eSIM. Scan the code, or enter the details.")
          ForEach(installation.details, id: \.title) { detail in
            VStack(alignment: .leading, spacing: 4) {
              Text(detail.title).font(.caption).foregroundColor(.secondary)
              Text(detail.value).font(.system(.body, design: .monospaced))
              Button("Copy") { UIPasteboard.general.string = detail.value }
                .accessibility(label: Text("Copy \(detail.title)"))
            }
          }
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .padding()
      }
    }

    private static func code(of text: String) -> UIImage? {
      let filter = CIFilter(name: "CIQRCodeGenerator")
      filter?.setValue(Data(text.utf8), forKey: "inputMessage")
      filter?.setValue("M", forKey: "inputCorrectionLevel")
      guard let output = filter?.outputImage,
        let image = CIContext().createCGImage(output, from: output.extent)
      else { return nil }
      return UIImage(cgImage: image)
    }
  }
#endif
