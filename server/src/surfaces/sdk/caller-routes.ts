import { Refusal } from '../../kernel/refusal.ts';
import type { RateLimit } from '../../kernel/token-bucket.ts';
import type { Request } from '../../platform/http/typed-app.ts';
import type { Limits, VisitLimiter } from '../../platform/limits/limits.ts';

/** Calls of an app on all phones, of one session or install token, and of one address. */
const KEY_LIMIT: RateLimit = { perSecond: 50, burst: 500 };
const TOKEN_LIMIT: RateLimit = { perSecond: 1, burst: 30 };
/** One user, on any phones: far less than a guesser needs, and enough for one who retries. */
const USER_LIMIT: RateLimit = { perSecond: 0.5, burst: 20 };
/** Many phones of a mobile network share an address. */
const ADDRESS_LIMIT: RateLimit = { perSecond: 10, burst: 200 };

/** Throws `rate_limited`. */
export type SdkLimits = {
  address(request: Request): void | Promise<void>;
  key: VisitLimiter;
  token: VisitLimiter;
  /** Of one account. */
  user(accountId: string, userToken: string): void | Promise<void>;
};

export function createSdkLimits(limits: Limits): SdkLimits {
  const limitAddress = limits.visits('sdk.addresses', ADDRESS_LIMIT);
  const limitUser = limits.visits('sdk.users', USER_LIMIT);
  return {
    address: (request) => limitAddress(request.ip),
    key: limits.visits('sdk.keys', KEY_LIMIT),
    token: limits.visits('sdk.tokens', TOKEN_LIMIT),
    user: (accountId, userToken) => limitUser(`${accountId}:${userToken}`),
  };
}

const BEARER = /^Bearer +([\w-]{1,200})$/i;

/** Returns the key or the token of a call. Throws `missing_token`, `invalid_token`. */
export function bearerOf({ headers: { authorization } }: Request): string {
  if (authorization === undefined) {
    throw new Refusal('missing_token', 'Send Authorization: Bearer with the key or the token.');
  }
  const [, token] = BEARER.exec(authorization) ?? [];
  if (token) return token;
  throw new Refusal('invalid_token', 'The Authorization header is not valid.');
}
