import type { Context } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Grant, Grants } from './grants.ts';
import { isAllowedFrom } from './ip-allow-list.ts';
import type { KeyUsage } from './key-usage.ts';
import type { TokenSubject, Tokens } from './tokens.ts';

/** What a call sends to authenticate. */
type Call = {
  authorization: string | undefined;
  remoteAddress: string;
  requestId: string;
};

export type Authenticate = (call: Call) => Promise<Context>;

const SCHEME = 'bearer ';

/**
 * Returns the function that finds the context of a call's token, from memory for all but the first
 * call of a token and of each `GRANT_LIFETIME_MS`. It throws, in this order: `missing_token`,
 * `token_expired`, `invalid_token` (also if the key was revoked or its secret has ended),
 * `forbidden` (from this IP address).
 */
export function createAuthenticator(parts: {
  tokens: Tokens;
  grants: Grants;
  usage: KeyUsage;
  clock: () => number;
}): Authenticate {
  return async ({ authorization, remoteAddress, requestId }) => {
    const subject = await parts.tokens.verify(readBearerToken(authorization));
    const { clientId, accountId } = subject;
    const grant = await parts.grants.get(subject);
    if (!grant) throw revoked();
    if (!isOfWorkingSecret(subject, grant, parts.clock())) throw rotated();
    if (!isAllowedFrom(grant.ipRanges, remoteAddress)) throw notFromHere();

    const now = new Date(parts.clock() + grant.clockOffsetMs);
    parts.usage.touch({ accountId, clientId, at: now });
    // Field by field: rest and spread would take as long as everything before.
    return {
      accountId,
      organizationId: grant.organizationId,
      mode: grant.mode,
      actor: { kind: 'api_key', clientId, name: grant.keyName },
      now,
      requestId,
      remoteAddress,
      scopes: grant.scopes,
      requiresUserLocation: grant.requiresUserLocation,
      refundLimitPerMonth: grant.refundLimitPerMonth,
      dailySpendLimitMinor: grant.dailySpendLimitMinor,
      mandate: grant.mandate,
      changes: [],
    };
  };
}

/** The authenticate call throws it too, because it checks the same list. */
export function notFromHere(): Refusal {
  return new Refusal('forbidden', 'This API key may not be used from this address.');
}

function readBearerToken(authorization: string | undefined): string {
  const scheme = authorization?.slice(0, SCHEME.length).toLowerCase();
  const token = scheme === SCHEME ? authorization?.slice(SCHEME.length).trim() : undefined;
  if (token) return token;
  const detail = 'Send an access token: Authorization: Bearer <accessToken>.';
  throw new Refusal('missing_token', detail);
}

/** Tokens of a secret before the present one are accepted as long as that secret works. */
function isOfWorkingSecret({ secretVersion }: TokenSubject, grant: Grant, nowMs: number): boolean {
  if (secretVersion === grant.secretVersion) return true;
  const until = grant.previousSecretExpiresAt?.getTime() ?? 0;
  return secretVersion === grant.secretVersion - 1 && nowMs < until;
}

function rotated(): Refusal {
  return new Refusal(
    'invalid_token',
    'The secret that this access token was issued for has ended.',
  );
}

function revoked(): Refusal {
  return new Refusal('invalid_token', 'The API key of this access token was revoked.');
}
