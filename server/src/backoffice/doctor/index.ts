export type { Check } from './check.ts';
export { checkInstallation, checkWithoutDatabase, isReadyToSell } from './check-installation.ts';
export { registerDoctorRoutes } from './routes.ts';
