import type { AccountMode, Context } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database } from '../../platform/db/database.ts';
import { isAllowedFrom, readStoredRanges } from '../../tenancy/accounts/index.ts';
import { SCOPES_OF_ROLE } from '../people/index.ts';
import { bearerOf, hasHash, readToken } from './operator-key.ts';
import { type GrantRow, selectGrant, updateLastUsed } from './store.ts';

type Call = { authorization: string | undefined; remoteAddress: string; requestId: string };

export type OperatorKeyParts = {
  db: Database;
  /** The account of calls is the platform's own in this mode. */
  mode: AccountMode;
  /** Milliseconds of real time; a parameter in tests only. */
  clock?: () => number;
};

export type OperatorKeys = {
  /** Returns whether the call brings an operator key in place of an access token. */
  owns(call: Pick<Call, 'authorization'>): boolean;
  /**
   * Returns the context of a call with an operator key, from the database each time: a script
   * calls seldom, and a revoked key is to end at once. Throws `invalid_token`, `token_expired`,
   * `forbidden` (from this address).
   */
  authenticate(call: Call): Promise<Context>;
};

export function createOperatorKeys({ db, mode, clock = Date.now }: OperatorKeyParts): OperatorKeys {
  return {
    owns: ({ authorization }) => bearerOf(authorization) !== undefined,
    async authenticate(call) {
      const grant = await findGrant(db, call);
      const now = new Date(clock());
      if (!grant) throw wrongKey();
      if (grant.expiresAt <= now) throw expired();
      if (!isAllowedFrom(readStoredRanges(grant.ipAllowList), call.remoteAddress)) throw outside();
      await updateLastUsed(db, grant.id, now);
      return toContext(grant, { ...call, mode, now });
    },
  };
}

async function findGrant(db: Database, { authorization }: Call): Promise<GrantRow | undefined> {
  const token = readToken(bearerOf(authorization) ?? '');
  if (!token) return undefined;
  const grant = await selectGrant(db, token.id);
  return grant && hasHash(token.secret, grant.secretHash) ? grant : undefined;
}

/** A key may do no more than its creator may now. */
function toContext(
  grant: GrantRow,
  { mode, now, requestId, remoteAddress }: Call & { mode: AccountMode; now: Date },
): Context {
  return {
    accountId: mode === 'live' ? grant.liveId : grant.sandboxId,
    organizationId: grant.organizationId,
    mode,
    actor: { kind: 'api_key', clientId: grant.id, name: grant.name },
    now,
    requestId,
    remoteAddress,
    scopes: grant.scopes.filter((scope) => SCOPES_OF_ROLE[grant.role].includes(scope)),
    requiresUserLocation: false,
    refundLimitPerMonth: 0,
    dailySpendLimitMinor: null,
    mandate: null,
    changes: [],
  };
}

function wrongKey(): Refusal {
  return new Refusal('invalid_token', 'The operator key is wrong or was revoked.');
}

function expired(): Refusal {
  return new Refusal('token_expired', 'The operator key has expired. Create another one.');
}

function outside(): Refusal {
  return new Refusal('forbidden', 'This operator key may not be used from this address.');
}
