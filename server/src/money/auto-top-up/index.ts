export { readRecentTopUps } from './attempt-store.ts';
export { disableAutoTopUp } from './disable-auto-top-up.ts';
export { onPurchaseSettled } from './on-purchase-settled.ts';
export { resetAutoTopUp } from './reset-auto-top-up.ts';
export { registerAutoTopUpRoutes } from './routes.ts';
export { createAutoTopUpTasks, SWEEP_TASK, sweepCredits } from './tasks.ts';
export { topUpCredits } from './top-up.ts';
