export { collectOwed } from './disputes/collect-owed.ts';
export { coverClaims } from './disputes/cover-claims.ts';
export { isDisputed } from './disputes/dispute-store.ts';
export { createPaymentTasks } from './payment-tasks.ts';
export {
  createPayments,
  type Payments,
  type SettledListener,
} from './payments.ts';
export { type StripeProvider, stripeProvider } from './providers/stripe/index.ts';
export { TEST_CARD_NUMBERS, testCardProvider } from './providers/test-cards/index.ts';
export { advancePurchase } from './purchases/advance-purchase.ts';
export type { Purchase } from './purchases/purchase.ts';
export { countRunningPurchases } from './purchases/purchase-store.ts';
export { resetPurchases } from './purchases/reset-purchases.ts';
export { registerPaymentRoutes } from './purchases/routes.ts';
export { chooseCard, startPurchase } from './purchases/start-purchase.ts';
export { RECONCILE_TASK, reconcilePayments } from './reconcile-payments.ts';
export { type AwaitedTransfer, listAwaitedTransfers } from './transfers/awaited-store.ts';
export {
  confirmTransfer,
  lockByReference,
  type TransferReceipt,
} from './transfers/confirm-transfer.ts';
export { isReceiptKnown } from './transfers/receipt-store.ts';
export { findReferences } from './transfers/transfer-reference.ts';
