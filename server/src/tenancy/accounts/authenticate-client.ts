import { timingSafeEqual } from 'node:crypto';
import { type BasicCredentials, readBasicCredentials } from '../../kernel/basic-credentials.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { FailureLimiter } from '../../platform/limits/limits.ts';
import { hashSecret, isClientId } from './api-key.ts';
import { notFromHere } from './authenticator.ts';
import { type LoginRow, selectLogin } from './grant-store.ts';
import { isAllowedFrom, readStoredRanges } from './ip-allow-list.ts';
import type { Tokens } from './tokens.ts';

export type Login = {
  authorization: string | undefined;
  remoteAddress: string;
  requestId?: string;
};

/** A login that failed with the client ID of a key that there is or was. */
export type FailedLogin = {
  organizationId: string;
  accountId: string;
  clientId: string;
  keyName: string | null;
  reason: 'wrong_secret' | 'revoked' | 'address_not_allowed';
  remoteAddress: string;
  requestId: string;
};

const NOBODY = '';

export type LoginParts = {
  db: Queryable;
  tokens: Tokens;
  failureLimiter: Pick<FailureLimiter, 'countOrRefuse'>;
  clock: () => number;
  /** Called for failures, and not awaited. */
  noteFailedLogin?: ((failed: FailedLogin) => void) | undefined;
};

/**
 * Returns an access token for a client ID and its secret (HTTP Basic). Throws, in this order:
 * `invalid_credentials`, with the same statement and the same comparisons whether the key exists or
 * not, and `rate_limited` after too many of them for a client ID; `forbidden` from an IP address
 * that is not allowed.
 */
export async function authenticateClient(parts: LoginParts, asked: Login): Promise<string> {
  const credentials = readBasicCredentials(asked.authorization);
  if (!credentials) throw wrongCredentials();
  const { clientId } = credentials;
  const { login, isRight } = await findLogin(parts, credentials);
  if (!isRight) {
    note(parts, login, { ...asked, clientId });
    // Only wrong answers are limited. With secrets of 256 bits there is nothing to guess, whereas
    // refusing right ones too would let anybody who knows a client id lock its owner out.
    await parts.failureLimiter.countOrRefuse(clientId);
    throw wrongCredentials();
  }
  if (!isAllowedFrom(readStoredRanges(login.ipAllowList), asked.remoteAddress)) {
    note(parts, login, { ...asked, clientId, isElsewhere: true });
    throw notFromHere();
  }

  const { accountId, secretVersion } = login;
  return await parts.tokens.issue({ clientId, accountId, secretVersion });
}

function note(
  { noteFailedLogin }: LoginParts,
  { organizationId, accountId, keyName, isRevoked }: LoginRow,
  { clientId, isElsewhere, remoteAddress, requestId = '' }: Login & NotedLogin,
): void {
  if (organizationId === null || !noteFailedLogin) return;
  const known = isRevoked ? 'revoked' : 'wrong_secret';
  const reason = isElsewhere ? 'address_not_allowed' : known;
  const key = { organizationId, accountId, clientId, keyName };
  noteFailedLogin({ ...key, reason, remoteAddress, requestId });
}

type NotedLogin = { clientId: string; isElsewhere?: boolean };

async function findLogin(
  { db, clock }: { db: Queryable; clock: () => number },
  { clientId: sent, clientSecret }: BasicCredentials,
): Promise<{ login: LoginRow; isRight: boolean }> {
  const clientId = isClientId(sent) ? sent : NOBODY;
  const login = await selectLogin(db, { clientId, realNow: new Date(clock()) });
  const hash = hashSecret(clientSecret);
  const isPresent = timingSafeEqual(hash, login.secretHash);
  const isPrevious = timingSafeEqual(hash, login.previousSecretHash);
  const isRight = login.isKnown && (isPresent || isPrevious);
  // The tokens of the secret before end with it.
  const secretVersion = isPresent ? login.secretVersion : login.secretVersion - 1;
  return { login: { ...login, secretVersion }, isRight };
}

function wrongCredentials(): Refusal {
  return new Refusal('invalid_credentials', 'The client ID or the client secret is wrong.');
}
