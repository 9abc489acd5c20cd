export { alertLowCredits } from './alert-low-credits.ts';
export { onPurchaseSettled } from './on-purchase-settled.ts';
export { readAutoTopUp } from './read-auto-top-up.ts';
export { resetAutoTopUp } from './reset-auto-top-up.ts';
export { type AutoTopUpRouteParts, registerAutoTopUpRoutes } from './routes.ts';
export { setAutoTopUp } from './set-auto-top-up.ts';
export { readCreditAlert, setCreditAlert } from './set-credit-alert.ts';
export { type AutoTopUpParts, createAutoTopUpTasks, SWEEP_TASK, sweepCredits } from './tasks.ts';
export { topUpCredits } from './top-up.ts';
