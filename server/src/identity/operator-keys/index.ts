export { createOperatorKeys } from './authenticate-operator-key.ts';
export { createOperatorKey } from './create-operator-key.ts';
export { registerOperatorKeyRoutes } from './routes.ts';
