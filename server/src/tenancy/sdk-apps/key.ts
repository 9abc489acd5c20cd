import { randomBytes } from 'node:crypto';
import type { AccountMode } from '../../kernel/context.ts';
import type { AppState } from './app.ts';

/** The key that an app carries. It names the app and is no secret. */
export type SdkKey = {
  accountId: string;
  id: string;
  appId: string;
  key: string;
  createdAt: Date;
  /** When the key stops working, or stopped; null while no end is set. */
  expiresAt: Date | null;
};

/** A key that works, and whose it is. */
export type KeyInUse = Pick<SdkKey, 'accountId' | 'id' | 'appId'> & {
  state: AppState;
  mode: AccountMode;
  activatesItems: boolean;
};

const KEY_BYTES = 16;
const PREFIXES: Record<AccountMode, string> = { live: 'pk_live_', sandbox: 'pk_test_' };

/** Returns a new key, whose beginning tells whether it is of a live account. */
export function newKeyText(mode: AccountMode): string {
  return PREFIXES[mode] + randomBytes(KEY_BYTES).toString('hex');
}

/** Returns whether a key works at a moment of real time. */
export function isInUse({ expiresAt }: Pick<SdkKey, 'expiresAt'>, realNow: Date): boolean {
  return expiresAt === null || expiresAt > realNow;
}

/** Returns whether an app may be used: in a sandbox also while the platform has not decided. */
export function isAppUsable({ state, mode }: Pick<KeyInUse, 'state' | 'mode'>): boolean {
  return state === 'approved' || (state === 'requested' && mode === 'sandbox');
}

/** Returns a key as the API shows it. */
export function showKey({ id, appId, key, createdAt, expiresAt }: SdkKey, realNow: Date) {
  return {
    id,
    appId,
    key,
    active: isInUse({ expiresAt }, realNow),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
