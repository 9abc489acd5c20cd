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
 * Gives an access token for a client id and its secret (HTTP Basic). Refuses, in this order:
 * `invalid_credentials`, which takes the same statement and the same comparison whether there is
 * such a key or not, and after too many of them for one client id `rate_limited`; `forbidden` from
 * an address that is not allowed.
 */
export async function authenticateClient(
  parts: { db: Queryable; tokens: Tokens; failureLimiter: FailureLimiter },
  { authorization, remoteAddress }: Login,
): Promise<string> {
  const credentials = readBasicCredentials(authorization);
  if (!credentials) throw wrongCredentials();
  const { clientId } = credentials;
  const login = await findLogin(parts.db, credentials);
  if (!login) {
    // Only wrong answers are limited. With secrets of 256 bits there is nothing to guess, whereas
    // refusing right ones too would let anybody who knows a client id lock its owner out.
    parts.failureLimiter.refuseIfTooMany(clientId);
    parts.failureLimiter.countFailure(clientId);
    throw wrongCredentials();
  }
  if (!isAllowedFrom(readStoredRanges(login.ipAllowList), remoteAddress)) throw notFromHere();

  return await parts.tokens.issue({ clientId, accountId: login.accountId });
}

async function findLogin(
  db: Queryable,
  { clientId, clientSecret }: BasicCredentials,
): Promise<LoginRow | undefined> {
  const login = await selectLogin(db, isClientId(clientId) ? clientId : NOBODY);
  const isRight = timingSafeEqual(hashSecret(clientSecret), login.secretHash);
  return isRight && login.isKnown ? login : undefined;
}

function wrongCredentials(): Refusal {
  return new Refusal('invalid_credentials', 'The client id or the client secret is wrong.');
}
