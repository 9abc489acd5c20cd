export { advancePurchase } from './advance-purchase.ts';
export { type AwaitedTransfer, selectAwaited as listAwaitedTransfers } from './awaited-store.ts';
export { listMethods } from './change-method.ts';
export { confirmTransfer, type TransferReceipt } from './confirm-transfer.ts';
export { selectIsDisputed as isDisputed } from './dispute-store.ts';
export type { PaymentMethod } from './payment-method.ts';
export { createPaymentTasks } from './payment-tasks.ts';
export {
  createPayments,
  type PaymentOptions,
  type Payments,
  type SettledListener,
} from './payments.ts';
export type { CardProvider } from './provider.ts';
export type { Origin, Purchase, PurchaseStatus } from './purchase.ts';
export { listPurchases, readPurchase } from './read-purchase.ts';
export { RECONCILE_TASK, reconcilePayments } from './reconcile-payments.ts';
export { resetPurchases } from './reset-purchases.ts';
export { type PaymentParts, registerPaymentRoutes } from './routes.ts';

export { chooseCard, type PurchaseAsked, startPurchase } from './start-purchase.ts';

export { type StripeKeys, type StripeProvider, stripeProvider } from './stripe/index.ts';

export { testCardProvider } from './test-cards/index.ts';
