export { refundActivatedItem } from './refund-activated-item.ts';
