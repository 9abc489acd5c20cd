export { registerAlertRoutes } from './alert-routes.ts';
export { resetAutoTopUp } from './reset-auto-top-up.ts';
export { readCreditAlert, setCreditAlert } from './set-credit-alert.ts';
export { createAutoTopUpTasks, SWEEP_TASK, sweepCredits } from './tasks.ts';
