export { SalesSums, someSums } from './operator-routes.ts';
export { createRollUpTasks, ROLL_UP_TASK, rollUpSales } from './roll-up-sales.ts';
export { registerReportRoutes } from './routes.ts';
export { reportSales, showSums } from './sales-report.ts';
export { resetSalesTotals } from './sales-totals-store.ts';
export { selectUnusualHours, type UnusualHour } from './unusual-hours-store.ts';
