// The whole of what the SDK asks of iOS. Everything that can be decided without iOS is elsewhere.
#if canImport(CoreTelephony) && canImport(UIKit)
  import CoreTelephony
  import Foundation
  import UIKit

  /// The phone that the app runs on.
  struct SystemPhone: Phone {
    var canAddPlans: Bool { CTCellularPlanProvisioning().supportsCellularPlan() }

    var hasESIM: Bool? {
      if #available(iOS 16.0, *) { return CTCellularPlanProvisioning().supportsEmbeddedSIM }
      return nil
    }

    var opensUniversalLinks: Bool {
      if #available(iOS 17.4, *) { return true }
      return false
    }

    func addPlan(_ plan: ESIMPlan, completion: @escaping @Sendable (UInt) -> Void) {
      let request = CTCellularPlanProvisioningRequest()
      request.address = plan.smdpAddress
      request.matchingID = plan.matchingID
      request.confirmationCode = plan.confirmationCode
      request.iccid = plan.iccid
      // Xcode 26 is the first that knows the properties.
      #if compiler(>=6.2) || os(Linux)
        if #available(iOS 26.0, *) {
          let properties = CTCellularPlanProperties()
          properties.associatedIccid = plan.iccid
          properties.simCapability = .dataOnly
          properties.supportedRegionCodes = plan.countries.map { Locale.Region($0) }
          CTCellularPlanProvisioning().addPlan(request: request, properties: properties) {
            completion(UInt($0.rawValue))
          }
          return
        }
      #endif
      CTCellularPlanProvisioning().addPlan(with: request) { completion(UInt($0.rawValue)) }
    }

    func open(_ link: URL, completion: @escaping @Sendable (Bool) -> Void) {
      DispatchQueue.main.async {
        UIApplication.shared.open(link, options: [:], completionHandler: completion)
      }
    }
  }
#endif
