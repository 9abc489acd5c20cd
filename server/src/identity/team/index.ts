export { createAddressChanges } from './change-address.ts';
export { createKeyNotices } from './notify-of-key.ts';
export { openOperator } from './open-operator.ts';
export { registerTeamRoutes } from './routes.ts';
export { requireSeniorOperator } from './senior-operator.ts';
