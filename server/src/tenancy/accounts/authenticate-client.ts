import { timingSafeEqual } from 'node:crypto';
import { type BasicCredentials, readBasicCredentials } from '../../kernel/basic-credentials.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { hashSecret, isClientId } from './api-key.ts';
import { type LoginRow, selectLogin } from './api-key-store.ts';
import { notFromHere } from './authenticator.ts';
import { isAllowedFrom, readStoredRanges } from './ip-allow-list.ts';
import type { Tokens } from './tokens.ts';

/** Counts failures by name, and refuses `rate_limited` a name that had too many. */
export type FailureLimiter = {
  refuseIfTooMany(name: string): void;
  countFailure(name: string): void;
};

export type Login = { authorization: string | undefined; remoteAddress: string };

const NOBODY = '';

/**
 * Returns an access token for a client ID and its secret (HTTP Basic). Throws, in this order:
 * `invalid_credentials`, with the same statement and the same comparisons whether the key exists or
 * not, and `rate_limited` after too many of them for a client ID; `forbidden` from an IP address
 * that is not allowed.
 */
export async function authenticateClient(
  parts: { db: Queryable; tokens: Tokens; failureLimiter: FailureLimiter; clock: () => number },
  { authorization, remoteAddress }: Login,
): Promise<string> {
  const credentials = readBasicCredentials(authorization);
  if (!credentials) throw wrongCredentials();
  const { clientId } = credentials;
  const login = await findLogin(parts, credentials);
  if (!login) {
    // Only wrong answers are limited. With secrets of 256 bits there is nothing to guess, whereas
    // refusing right ones too would let anybody who knows a client id lock its owner out.
    parts.failureLimiter.refuseIfTooMany(clientId);
    parts.failureLimiter.countFailure(clientId);
    throw wrongCredentials();
  }
  if (!isAllowedFrom(readStoredRanges(login.ipAllowList), remoteAddress)) throw notFromHere();

  const { accountId, secretVersion } = login;
  return await parts.tokens.issue({ clientId, accountId, secretVersion });
}

async function findLogin(
  { db, clock }: { db: Queryable; clock: () => number },
  { clientId: sent, clientSecret }: BasicCredentials,
): Promise<LoginRow | undefined> {
  const clientId = isClientId(sent) ? sent : NOBODY;
  const login = await selectLogin(db, { clientId, realNow: new Date(clock()) });
  const hash = hashSecret(clientSecret);
  const isPresent = timingSafeEqual(hash, login.secretHash);
  const isPrevious = timingSafeEqual(hash, login.previousSecretHash);
  if (!login.isKnown || !(isPresent || isPrevious)) return undefined;
  // The tokens of the secret before end with it.
  return isPresent ? login : { ...login, secretVersion: login.secretVersion - 1 };
}

function wrongCredentials(): Refusal {
  return new Refusal('invalid_credentials', 'The client id or the client secret is wrong.');
}
