export { registerRoutingRoutes } from './routes.ts';
