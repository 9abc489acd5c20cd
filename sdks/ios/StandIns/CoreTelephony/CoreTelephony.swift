// The published interface of Apple's CoreTelephony as far as the SDK uses it. For Linux only, where
// nothing of it runs: it proves that the system layer compiles.
import Foundation

public enum CTCellularPlanProvisioningAddPlanResult: UInt {
  case unknown, fail, success, cancel
}

public enum CTCellularPlanCapability: Int {
  case dataOnly, dataAndVoice
}

open class CTCellularPlanProvisioningRequest: NSObject {
  public var address = ""
  public var matchingID: String?
  public var oid: String?
  public var confirmationCode: String?
  public var iccid: String?
  public var eid: String?
}

open class CTCellularPlanProperties: NSObject {
  public var associatedIccid: String?
  public var simCapability = CTCellularPlanCapability.dataOnly
  public var supportedRegionCodes: [Locale.Region] = []
}

open class CTCellularPlanProvisioning: NSObject {
  public var supportsEmbeddedSIM: Bool { false }

  public func supportsCellularPlan() -> Bool { false }

  public func addPlan(
    with request: CTCellularPlanProvisioningRequest,
    completionHandler: @escaping (CTCellularPlanProvisioningAddPlanResult) -> Void
  ) { completionHandler(.unknown) }

  public func addPlan(
    request: CTCellularPlanProvisioningRequest, properties: CTCellularPlanProperties?,
    completionHandler: @escaping (CTCellularPlanProvisioningAddPlanResult) -> Void
  ) { completionHandler(.unknown) }
}
