export { resetUsage } from './reset-usage.ts';
