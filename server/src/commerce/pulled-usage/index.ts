export { pullUsage } from './pull-usage.ts';
export { registerPulledUsageRoutes } from './routes.ts';
export { startPulling } from './start-pulling.ts';
