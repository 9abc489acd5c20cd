export { previewRefund } from './preview-refund.ts';
export { refundPackage } from './refund-package.ts';
export { registerRefundRoutes } from './routes.ts';
