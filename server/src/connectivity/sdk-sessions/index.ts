export {
  claimInstallToken,
  deleteOldTokens,
  eraseInstallTokensOf,
  insertInstallToken,
} from './install-token-store.ts';
export { REPORT_DAYS, type SdkSession, SESSION_MINUTES } from './session.ts';
export { insertSession, selectSession } from './session-store.ts';
