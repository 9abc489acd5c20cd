export { type Access, type AccessParts, createAccess } from './access.ts';
export type { Account } from './account.ts';
export {
  type ReplacementLimits,
  requireUserLocation,
  resumeAccount,
  setRefundLimit,
  setReplacementLimits,
  suspendAccount,
} from './account-rules.ts';
export {
  clearOwing,
  listAccounts,
  markOwing,
  selectReplacementLimit,
  selectSuspension,
} from './account-store.ts';
export { type ApiKey, hashSecret, type NewApiKey } from './api-key.ts';
export { flagKeysOf, listApiKeys, revokeAllKeys, selectApiKey } from './api-key-store.ts';
export { findUnreadableKeys, hasSigningKeys } from './check-signing-key.ts';
export { type ApiKeyDraft, createApiKey, createKeyOfHash } from './create-api-key.ts';
export { findAccount, lockAccount } from './directory.ts';
export {
  formatIpRange,
  type IpRange,
  isAllowedFrom,
  parseIpRange,
  readStoredRanges,
} from './ip-allow-list.ts';
export {
  type KeyAllowance,
  type LimitedKey,
  loadKeyAllowances,
  recordKeySpending,
  requireNoMandate,
  requireUnlimitedKey,
  spendOnStock,
  spendWithKey,
} from './key-spending.ts';
export { openAccount } from './open-account.ts';
export { refuseWhileSuspended } from './owing.ts';
export type { KeyNews, NotifyOfKey } from './parts.ts';
export { readClock } from './read-clock.ts';
export { type Reencrypted, reencryptSigningKeys } from './reencrypt-signing-keys.ts';
export { countRefund, readRefundsLeft } from './refund-allowance.ts';
export { revokeApiKey } from './revoke-api-key.ts';
export { rotateSigningKey } from './rotate-signing-key.ts';
export { registerAccountRoutes } from './routes.ts';
export {
  lockSandbox,
  lockSandboxForReset,
  resetAccount,
} from './sandbox-account.ts';
export { holdFreeSandboxes, holdSandboxes, setClock, setOpeningCredits } from './sandbox-store.ts';
