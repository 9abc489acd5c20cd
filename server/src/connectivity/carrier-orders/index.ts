export { type CallLog, createCallLog } from './call-log.ts';
export { type KeptCall, selectCallsOf, selectCallsTo } from './call-store.ts';
export {
  type CarrierOrder,
  type ChoiceReason,
  type LeasedOrder,
  type NewOrder,
  ORDER_REASONS,
  ORDER_STATES,
  type OrderReason,
  orderIdOf,
  referenceOf,
  type SourceChoice,
} from './carrier-order.ts';
export {
  type CarrierRequest,
  type LeasedRequest,
  type OpenRefunds,
  REQUEST_STATES,
  REQUEST_VERBS,
  type RequestVerb,
} from './carrier-request.ts';
export { aChoice, SourceChoices } from './choice-schema.ts';
export { expireOrders } from './expire-store.ts';
export { afterLooking, afterSending, type OrderStep } from './next-step.ts';
export { selectTakenOrders } from './number-store.ts';
export {
  type ListedOrder,
  listOrders,
  SURELY_THERE_S,
  selectOrder,
  selectOrdersToAskAbout,
  selectOwnersAt,
  updateAsked,
  updateDueNow,
  updateSettled,
} from './operator-store.ts';
export {
  insertOrders,
  nudgeOrders,
  selectOrderOf,
  selectOtherInFlight,
  selectProfileId,
  selectTakenIccids,
} from './order-store.ts';
export { pruneCalls } from './prune-calls.ts';
export {
  countOpenRefunds,
  insertCancellation,
  insertRequestOfOrder,
  insertSuspension,
  leaseDueRequests,
  type RequestEnd,
  selectItemOf,
  selectPackagesOn,
  selectRequestsOf,
  updateRefundSettled,
  updateRequestAgain,
  updateRequestEnded,
} from './request-store.ts';
export { hasSpare, selectSpares, takeSpare } from './spare-store.ts';
export {
  type DeliveredOrder,
  leaseDueOrders,
  markSent,
  type Sending,
  updateAgain,
  updateDeliveredOrders,
  updateRefusedOrder,
} from './step-store.ts';
