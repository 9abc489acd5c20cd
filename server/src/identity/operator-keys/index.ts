export { createOperatorKeys } from './authenticate-operator-key.ts';
export { registerOperatorKeyRoutes } from './routes.ts';
