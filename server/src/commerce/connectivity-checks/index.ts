export { registerConnectivityRoute } from './routes.ts';
