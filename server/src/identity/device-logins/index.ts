export { pruneDeviceLogins } from './prune-device-logins.ts';
export { registerDeviceLoginRoutes } from './routes.ts';
