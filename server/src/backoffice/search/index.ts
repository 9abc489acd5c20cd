export { registerSearchRoute } from './routes.ts';
