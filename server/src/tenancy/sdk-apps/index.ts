export {
  APP_PLATFORMS,
  APP_STATES,
  type AppPlatform,
  type AppState,
  type SdkApp,
  showApp,
} from './app.ts';
export {
  type ListedApp,
  lockAnyApp,
  selectAllApps,
  selectAnyApp,
  selectApprovedApps,
  selectApps,
  selectWaitingApps,
  updateApp,
} from './app-store.ts';
export { androidAssociation, appleAssociation } from './association-files.ts';
export { lockApp } from './change-apps.ts';
export { MAX_KEYS_OF_APP } from './change-keys.ts';
export { findKeyInUse } from './find-key.ts';
export { isAppUsable, type KeyInUse } from './key.ts';
export { registerSdkAppRoutes } from './routes.ts';
export { anSdkApp, SdkAppSchema } from './schemas.ts';
