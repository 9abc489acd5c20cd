export { SalesSums, someSums } from './operator-routes.ts';
export { registerReportRoutes } from './routes.ts';
export { reportSales, showSums } from './sales-report.ts';
