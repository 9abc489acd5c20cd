import type { Carrier, Carriers } from './carrier.ts';

export { addDeliveredProfiles } from './add-delivered-profiles.ts';
export { addStock } from './add-stock.ts';
export { airalo } from './airalo/index.ts';
export { authenticateCarrier } from './authenticate-carrier.ts';
export {
  countImportedSince,
  listProfileBatches,
  type ProfileBatch,
} from './batch-store.ts';
export type { Carrier, CarrierProfile, Carriers, ProfileOrder } from './carrier.ts';
export type { CarrierKey } from './carrier-key.ts';
export type { ShownNetwork } from './carrier-network.ts';
export { findIccids, findKnown } from './carrier-profile-store.ts';
export {
  changeCarrierNetworks,
  readCarrierNetworks,
  readNetworksIn,
} from './change-carrier-networks.ts';
export { createCarrierKey } from './create-carrier-key.ts';
export { type Es2Plus, es2Plus } from './es2plus/index.ts';
export { type FunctionEnd, readStatusCode } from './es2plus/judge.ts';
export { describeStatusCode, pairOf } from './es2plus/status-codes.ts';
export { esimAccess } from './esim-access/index.ts';
export { esimGo } from './esim-go/index.ts';
export { countStock, estimateFreeCounts, readFreeCounts } from './free-counts.ts';
export { giveBackIdleProfiles } from './give-back-profiles.ts';
export { BAD_LINES_SHOWN, BadProfileFile } from './imported/bad-profile-file.ts';
export { type ImportedProfiles, importedCarrier, importProfiles } from './imported/index.ts';
export { findCarrierKey, type ListedKey, listCarrierKeys, revokeCarrierKey } from './key-store.ts';
export { aNetwork, NetworkSchema, Technologies } from './network-schema.ts';
export {
  CALLED_CARRIERS,
  type CarrierSettings,
  openOrderingCarriers,
  withOrderedCarriers,
} from './ordered-carriers.ts';
export type { CallEnd, CarrierRefusal } from './ordering/call-end.ts';
export { type CarrierCall, NEVER_SENT } from './ordering/carrier-client.ts';
export { parseCarrierJson } from './ordering/carrier-json.ts';
export { dailyTerms, unlimitedTerms } from './ordering/offered-terms.ts';
export {
  type Capabilities,
  type Cost,
  type DeliveredProfile,
  type Found,
  type Listed,
  MOST_USAGES,
  type Notice,
  type Offer,
  type OfferedNetwork,
  OPTIONAL_VERBS,
  type OrderingCarrier,
  type OrderRequest,
  type Placed,
  type ProfileRef,
  type SentOrder,
} from './ordering/ordering-carrier.ts';
export { resetCarrierProfiles } from './reset-profiles.ts';
export { SANDBOX_CARRIER, sandboxCarrier, topUpSandboxProfiles } from './sandbox/index.ts';
export { sandboxOrders } from './sandbox/sandbox-orders.ts';

/**
 * Returns the carriers that a data plan can name: the given ones, and for any other name the
 * carrier that `otherwise` creates once.
 */
export function createCarriers(
  given: readonly Carrier[],
  otherwise: (name: string) => Carrier,
): Carriers {
  const carriers = new Map(given.map((carrier) => [carrier.name, carrier]));
  return {
    named(name) {
      const carrier = carriers.get(name) ?? otherwise(name);
      carriers.set(name, carrier);
      return carrier;
    },
  };
}
