export { registerOperatorSearchRoute } from './operator-routes.ts';
export { registerSearchRoute } from './routes.ts';
