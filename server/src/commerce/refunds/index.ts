export { previewRefund } from './preview-refund.ts';
export { refundActivatedItem } from './refund-activated-item.ts';
export { registerRefundRoutes } from './routes.ts';
