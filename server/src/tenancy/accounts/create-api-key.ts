import {
  type Actor,
  type AuditTrail,
  actorIdOf,
  audit,
  type Change,
} from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { formatAmount, MAX_AMOUNT_MINOR, toPrice } from '../../kernel/money.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import { KEY_SCOPES, type KeyScope } from '../../kernel/scopes.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { accountExists } from './account-store.ts';
import {
  hashSecret,
  isClientId,
  type KeyCreator,
  type NewApiKey,
  newClientId,
  newClientSecret,
} from './api-key.ts';
import { countApiKeys, insertApiKey } from './api-key-store.ts';
import { formatIpRange, parseIpRange } from './ip-allow-list.ts';
import { withinCaller } from './limited-key.ts';

/** Keys that are not revoked; keeps the list, which has no pages, one answer of a sane size. */
export const MAX_API_KEYS = 500;
export const MAX_IP_RANGES = 100;

export type ApiKeyDraft = {
  name: string;
  /** All four when left out. */
  scopes?: readonly string[];
  dailySpendLimitMinor?: bigint | null;
  /** CIDR ranges or single addresses; everywhere when empty. */
  ipAllowList?: readonly string[];
  /** For keys that are known beforehand (demonstration data); else random. */
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
  const draft = await withinCaller(scope, asked);
  const key = {
    clientId: clientIdOf(draft),
    clientSecret: clientSecretOf(draft),
    name: nameOf(draft),
    scopes: scopesOf(draft),
    dailySpendLimitMinor: limitOf(draft),
    ipAllowList: ipAllowListOf(draft),
    createdAt: scope.now,
    createdBy: creatorOf(scope.actor),
  };
  await requireAccount(scope);
  await requireRoom(scope);

  const { clientSecret, ...kept } = key;
  const row = { ...kept, accountId: scope.accountId, secretHash: hashSecret(clientSecret) };
  if (!(await insertApiKey(scope.db, row))) throw invalid('/clientId', 'is taken');
  audit(scope, keyCreated(kept));
  return { ...key, lastUsedAt: null };
}

function creatorOf(actor: Actor | undefined): KeyCreator | null {
  if (!actor) return null;
  return { kind: actor.kind, id: actorIdOf(actor), name: actor.name ?? null, leftAt: null };
}

function keyCreated(key: Omit<NewApiKey, 'clientSecret' | 'lastUsedAt'>): Change {
  const { clientId: target, name, scopes, ipAllowList } = key;
  const limit = key.dailySpendLimitMinor;
  const dailySpendLimit = limit === null ? null : toPrice(limit);
  const after = { name, scopes, dailySpendLimit, ipAllowList };
  return { action: 'api_key.created', target, before: null, after };
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

function nameOf({ name }: ApiKeyDraft): string {
  if (isName(name)) return name;
  throw invalid('/name', NAME_RULE);
}

/** Each once, in the order of the documentation. */
function scopesOf({ scopes = KEY_SCOPES }: ApiKeyDraft): readonly KeyScope[] {
  const chosen = KEY_SCOPES.filter((scope) => scopes.includes(scope));
  const isKnown = scopes.every((scope) => chosen.some((known) => known === scope));
  if (isKnown && chosen.length > 0) return chosen;
  throw invalid('/scopes', `must name at least one of ${KEY_SCOPES.join(', ')}, and nothing else`);
}

function limitOf({ dailySpendLimitMinor: limitMinor = null }: ApiKeyDraft): bigint | null {
  if (limitMinor === null || (limitMinor >= 0n && limitMinor <= MAX_AMOUNT_MINOR)) {
    return limitMinor;
  }
  throw invalid('/dailySpendLimit', `must be from 0.00 USD to ${formatAmount(MAX_AMOUNT_MINOR)}`);
}

/** Each range once, the way it is compared. */
function ipAllowListOf({ ipAllowList = [] }: ApiKeyDraft): string[] {
  if (ipAllowList.length > MAX_IP_RANGES) {
    throw invalid('/ipAllowList', `must have at most ${MAX_IP_RANGES} ranges`);
  }
  const texts = ipAllowList.map((text, index) => {
    const range = parseIpRange(text);
    if (range) return formatIpRange(range);
    throw invalid(`/ipAllowList/${index}`, 'must be an IP address or a CIDR range');
  });
  return [...new Set(texts)];
}

/** Only commands name an account; on the API it comes from the token. */
async function requireAccount(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  if (isUuid(scope.accountId) && (await accountExists(scope.db, scope.accountId))) return;
  throw invalid('/account', 'names no account');
}

/** Not under a lock: a few keys too many by a race do no harm. */
async function requireRoom(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  if ((await countApiKeys(scope.db, scope.accountId)) < BigInt(MAX_API_KEYS)) return;
  const detail = `An account has at most ${MAX_API_KEYS} keys. Delete one that is not used.`;
  throw new Refusal('invalid_state', detail);
}
