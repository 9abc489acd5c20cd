export { registerPasskeyRoutes } from './routes.ts';
export { selectPasskeys } from './store.ts';
