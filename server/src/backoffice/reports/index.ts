export { registerReportRoutes, SalesSums, someSums } from './routes.ts';
export { reportSales, type SalesSumsView, showSums } from './sales-report.ts';
