export { registerReplacementRoutes } from './routes.ts';
export { deleteReplacementCounts } from './store.ts';
