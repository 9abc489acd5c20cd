export { type PullingParts, pullUsage } from './pull-usage.ts';
export { registerPulledUsageRoutes } from './routes.ts';
export { type Pulling, startPulling } from './start-pulling.ts';
