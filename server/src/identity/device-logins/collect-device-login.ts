import type { AccountMode } from '../../kernel/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { findAccount, selectApiKey } from '../../tenancy/accounts/index.ts';
import { deviceLoginNotFound } from './decide-device-login.ts';
import { hashDeviceCode, secretOf } from './device-login.ts';
import { markCollected, selectState } from './store.ts';

type Collected =
  | { status: 'waiting' | 'rejected' }
  | {
      status: 'approved';
      clientId: string;
      clientSecret: string;
      name: string;
      scopes: readonly string[];
      mode: AccountMode;
    };

/**
 * Returns the key of a login that a person has approved, with its secret, and ends the login.
 * Before that, returns whether it waits or was rejected. Throws `device_login_not_found` when it is
 * over.
 */
export async function collectDeviceLogin(
  { db, realNow }: { db: Tx; realNow: Date },
  { deviceCode }: { deviceCode: string },
): Promise<Collected> {
  const asked = { deviceCodeHash: hashDeviceCode(deviceCode), realNow };
  const collected = await markCollected(db, asked);
  if (!collected) {
    const status = await selectState(db, asked);
    if (!status) throw deviceLoginNotFound();
    return { status };
  }

  const { accountId, clientId } = collected;
  const key = await selectApiKey(db, { accountId, clientId });
  if (!key) throw deviceLoginNotFound();
  const { mode } = await findAccount(db, accountId);
  const { name, scopes } = key;
  const clientSecret = secretOf(deviceCode);
  return { status: 'approved', clientId, clientSecret, name, scopes, mode };
}
