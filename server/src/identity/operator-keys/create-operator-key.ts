import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { formatIpRange, type IpRange, parseIpRange } from '../../tenancy/accounts/index.ts';
import {
  formatToken,
  hashSecret,
  MAX_LIFETIME_DAYS,
  newSecret,
  OPERATOR_KEY_SCOPES,
  type OperatorKey,
  type OperatorKeyScope,
} from './operator-key.ts';
import { insertOperatorKey } from './store.ts';

const DAY_MS = 86_400_000;
/** A list of whole continents would be no list. */
const FEWEST_PREFIX_BITS = { ipv4: 16, ipv6: 32 };

export type OperatorKeyDraft = {
  name: string;
  scopes: readonly OperatorKeyScope[];
  ipAllowList: readonly string[];
  expiresAt: Date;
};

/**
 * Creates a key and returns its token, which is shown only once. Throws `forbidden` for a caller
 * that is not a person: a key cannot prolong itself. Throws `invalid_request` for an empty or wide
 * allow list and an expiry that is not within 90 days.
 */
export async function createOperatorKey(
  scope: Scope,
  draft: OperatorKeyDraft,
): Promise<OperatorKey & { token: string }> {
  const person = personOf(scope);
  const secret = newSecret();
  const key = {
    id: newId(),
    name: nameOf(draft),
    scopes: OPERATOR_KEY_SCOPES.filter((each) => draft.scopes.includes(each)),
    ipAllowList: allowListOf(draft),
    createdAt: scope.now,
    expiresAt: expiryOf(draft, scope.now),
  };

  const { organizationId } = scope;
  const row = { ...key, organizationId, personId: person.id, secretHash: hashSecret(secret) };
  await insertOperatorKey(scope.db, row);
  const { id: target, createdAt: _, ...after } = key;
  audit(scope, { action: 'operator_key.created', target, before: null, after });
  return { ...key, lastUsedAt: null, createdBy: person, token: formatToken({ ...key, secret }) };
}

/** Throws `forbidden` unless a person has signed in. */
export function personOf({ actor }: Pick<Scope, 'actor'>): { id: string; name: string } {
  if (actor.kind === 'person') return { id: actor.personId, name: actor.name };
  throw new Refusal('forbidden', 'Operator keys are created and revoked by people who signed in.');
}

function nameOf({ name }: OperatorKeyDraft): string {
  if (isName(name)) return name;
  throw invalid('/name', NAME_RULE);
}

function allowListOf({ ipAllowList }: OperatorKeyDraft): string[] {
  const ranges = ipAllowList.map((text, index) => {
    const range = parseIpRange(text);
    if (range && isNarrow(range)) return formatIpRange(range);
    const { ipv4, ipv6 } = FEWEST_PREFIX_BITS;
    const rule = `must be an IP address, or a CIDR range of at least /${ipv4} (IPv6: /${ipv6})`;
    throw invalid(`/ipAllowList/${index}`, rule);
  });
  return [...new Set(ranges)];
}

function isNarrow([network, bits]: IpRange): boolean {
  return bits >= FEWEST_PREFIX_BITS[network.kind()];
}

function expiryOf({ expiresAt }: OperatorKeyDraft, now: Date): Date {
  const left = expiresAt.getTime() - now.getTime();
  if (left > 0 && left <= MAX_LIFETIME_DAYS * DAY_MS) return expiresAt;
  throw invalid('/expiresAt', `must be in the future, within ${MAX_LIFETIME_DAYS} days`);
}
