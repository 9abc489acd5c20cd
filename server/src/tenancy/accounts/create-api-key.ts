import {
  type Actor,
  type AuditTrail,
  actorIdOf,
  audit,
  type Change,
} from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { accountExists } from './account-store.ts';
import {
  type ApiKey,
  hashSecret,
  isClientId,
  type KeyCreator,
  type NewApiKey,
  newClientId,
  newClientSecret,
} from './api-key.ts';
import { countApiKeys, insertApiKey, type KeySettings } from './api-key-store.ts';
import { auditedSettings, readSettings, type SettingsDraft } from './key-settings.ts';
import { withinCaller } from './limited-key.ts';

/** Keys that are not revoked; keeps the list, which has no pages, one answer of a sane size. */
export const MAX_API_KEYS = 500;

export type ApiKeyDraft = SettingsDraft & {
  /** For keys with a fixed secret (demonstration data); random otherwise. */
  clientId?: string;
  clientSecret?: string;
};

type Maker = Pick<Scope, 'db' | 'accountId' | 'now'> & AuditTrail & { actor?: Actor };

/**
 * Creates a key of an account; its secret is in the answer and nowhere else. A key creates keys
 * within its own scopes and addresses only, and none when it has a spend limit. Throws
 * `invalid_request`, `insufficient_scope` and `forbidden` (more than the calling key may do), then
 * `invalid_state` when the account has `MAX_API_KEYS`.
 */
export async function createApiKey(scope: Maker, asked: ApiKeyDraft): Promise<NewApiKey> {
  const clientSecret = clientSecretOf(asked);
  const key = await createKeyOfHash(scope, { ...asked, secretHash: hashSecret(clientSecret) });
  return { ...key, clientSecret };
}

/** The same for a secret that somebody else will give out. */
export async function createKeyOfHash(
  scope: Maker,
  { secretHash, ...asked }: ApiKeyDraft & { secretHash: Buffer },
): Promise<ApiKey> {
  const draft = await withinCaller(scope, asked);
  const key = {
    clientId: clientIdOf(draft),
    ...readSettings(draft),
    createdAt: scope.now,
    createdBy: creatorOf(scope.actor),
  };
  await requireAccount(scope);
  await requireRoom(scope);

  const row = { ...key, accountId: scope.accountId, secretHash };
  if (!(await insertApiKey(scope.db, row))) throw invalid('/clientId', 'is taken');
  audit(scope, keyCreated(key));
  return { ...key, lastUsedAt: null, secretRotatedAt: null, previousSecretExpiresAt: null };
}

function creatorOf(actor: Actor | undefined): KeyCreator | null {
  if (!actor) return null;
  return { kind: actor.kind, id: actorIdOf(actor), name: actor.name ?? null, leftAt: null };
}

function keyCreated(key: KeySettings): Change {
  const after = auditedSettings(key);
  return { action: 'api_key.created', target: key.clientId, before: null, after };
}

function clientIdOf({ clientId }: ApiKeyDraft): string {
  if (clientId === undefined) return newClientId();
  if (isClientId(clientId)) return clientId;
  throw invalid('/clientId', 'must be 1 to 64 visible ASCII characters without a colon');
}

function clientSecretOf({ clientSecret }: ApiKeyDraft): string {
  if (clientSecret === undefined) return newClientSecret();
  // Such a secret could never arrive in Basic credentials.
  if (clientSecret !== '' && !/[\p{Cc}\p{Cs}]/u.test(clientSecret)) return clientSecret;
  throw invalid('/clientSecret', 'must not be empty nor have control characters');
}

/** Only commands name an account; in the API it follows from the token. */
async function requireAccount(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  if (isUuid(scope.accountId) && (await accountExists(scope.db, scope.accountId))) return;
  throw invalid('/account', 'must be the ID of an account');
}

/** Does not lock: a few keys too many by a race do no harm. */
async function requireRoom(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  if ((await countApiKeys(scope.db, scope.accountId)) < BigInt(MAX_API_KEYS)) return;
  const detail = `An account has at most ${MAX_API_KEYS} keys. Delete one that is not used.`;
  throw new Refusal('invalid_state', detail);
}
