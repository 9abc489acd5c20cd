import { type Actor, type AuditTrail, audit } from '../../kernel/context.ts';
import type { Mandate } from '../../kernel/mandate.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { ApiKey } from './api-key.ts';
import { selectApiKeyForUpdate, updateApiKey as storeApiKey } from './api-key-store.ts';
import { auditedSettings, readSettings } from './key-settings.ts';
import { requireWithinCaller, withinCaller } from './limited-key.ts';

export type ApiKeyChange = {
  name?: string;
  scopes?: readonly string[];
  dailySpendLimitMinor?: bigint;
  /** Takes the limit away. */
  removesLimit?: boolean;
  mandate?: Mandate;
  /** Takes the mandate away. */
  removesMandate?: boolean;
  ipAllowList?: readonly string[];
};

type Changer = Pick<Scope, 'db' | 'accountId'> & AuditTrail & { actor?: Actor };

/**
 * Changes the settings of a key that are given. A key changes only keys within its own scopes and
 * addresses, before and after the change, and none if it has a spend limit. Throws
 * `api_key_not_found`, `insufficient_scope`, `forbidden`, `invalid_request`. After the commit, the
 * key must be invalidated in the access cache.
 */
export async function updateApiKey(
  scope: Changer,
  { clientId, change }: { clientId: string; change: ApiKeyChange },
): Promise<ApiKey> {
  const before = await lockKey(scope, clientId);
  await requireWithinCaller(scope, before);
  const { removesLimit, removesMandate, ...given } = change;
  const limit = removesLimit ? null : (given.dailySpendLimitMinor ?? before.dailySpendLimitMinor);
  const mandate = removesMandate ? null : (given.mandate ?? before.mandate);
  const asked = { ...before, ...withoutAbsent(given), dailySpendLimitMinor: limit, mandate };
  const after = { ...before, ...readSettings(await withinCaller(scope, asked)) };

  await storeApiKey(scope.db, { ...after, accountId: scope.accountId });
  audit(scope, {
    action: 'api_key.updated',
    target: clientId,
    before: auditedSettings(before),
    after: auditedSettings(after),
  });
  return after;
}

/** Returns a key and locks it until the transaction ends. Throws `api_key_not_found`. */
export async function lockKey(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  clientId: string,
): Promise<ApiKey> {
  const key = await selectApiKeyForUpdate(db, { accountId, clientId });
  if (key) return key;
  throw new Refusal('api_key_not_found', 'No API key has this client ID.');
}

function withoutAbsent<Fields extends object>(fields: Fields): Fields {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Fields;
}
