export {
  createOperatorKeys,
  type OperatorKeyParts,
  type OperatorKeys,
} from './authenticate-operator-key.ts';
export { registerOperatorKeyRoutes } from './routes.ts';
