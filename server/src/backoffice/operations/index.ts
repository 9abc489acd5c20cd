export { registerOperationsRoutes } from './routes.ts';
