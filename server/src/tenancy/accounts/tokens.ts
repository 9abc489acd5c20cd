import { randomUUID } from 'node:crypto';
import { type CryptoKey, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { Refusal } from '../../kernel/refusal.ts';
import type { KeyRing } from './key-ring.ts';
import { TOKEN_ALGORITHM } from './signing-key.ts';

/** The key and the account of a token, and which secret of the key it was issued for. */
export type TokenSubject = { clientId: string; accountId: string; secretVersion: number };

export type Tokens = {
  /** Returns a new access token of `TOKEN_LIFETIME_SECONDS`. */
  issue(subject: TokenSubject): Promise<string>;
  /** Returns the subject of a token. Throws `token_expired`, `invalid_token`. */
  verify(token: string): Promise<TokenSubject>;
};

export const TOKEN_LIFETIME_SECONDS = 86_400;
// Not the public address: it may change, and every process of an installation accepts every token.
// Another installation's tokens fail by their signature.
const TOKEN_ISSUER = 'gigastore';
const TOKEN_AUDIENCE = 'gigastore-api';
/** About 10 MB. A verified token is looked up, since 250 µs of RSA for each call is too much. */
const MAX_REMEMBERED_TOKENS = 10_000;
/** Ours have about 700 characters; what is longer is not worth decoding. */
const MAX_TOKEN_LENGTH = 4_096;
const REMEMBERED_BY = 43;
const TYPE = 'JWT';

type Verified = TokenSubject & { token: string; kid: string; expiresAtMs: number };

export function createTokens(parts: {
  keys: KeyRing;
  clock: () => number;
  /** Fewer in tests only. */
  maxRemembered?: number;
}): Tokens {
  const { keys, clock, maxRemembered = MAX_REMEMBERED_TOKENS } = parts;
  const remembered = new LRUCache<string, Verified>({ max: maxRemembered });

  return {
    async issue({ clientId, accountId, secretVersion }) {
      const issuedAt = Math.floor(clock() / 1000);
      const { kid, privateKey } = await keys.signer();
      const claims = {
        iss: TOKEN_ISSUER,
        sub: clientId,
        aud: TOKEN_AUDIENCE,
        iat: issuedAt,
        exp: issuedAt + TOKEN_LIFETIME_SECONDS,
        jti: randomUUID(),
        accountId,
        ver: secretVersion,
      };
      const header = { alg: TOKEN_ALGORITHM, kid, typ: TYPE };
      return await new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
    },
    async verify(token) {
      // The end of the signature finds it, since hashing all of it would cost more than the rest.
      const end = token.slice(-REMEMBERED_BY);
      const known = remembered.get(end);
      const isRemembered = known?.token === token && known.expiresAtMs > clock();
      if (isRemembered && keys.isAccepted(known.kid)) return known;
      const verified = await verify(token, keys, new Date(clock()));
      remembered.set(end, verified);
      return verified;
    },
  };
}

async function verify(token: string, keys: KeyRing, currentDate: Date): Promise<Verified> {
  if (token.length > MAX_TOKEN_LENGTH || !isCanonical(token)) throw invalidToken();
  try {
    const { payload, protectedHeader } = await jwtVerify(token, ({ kid }) => find(keys, kid), {
      algorithms: [TOKEN_ALGORITHM],
      typ: TYPE,
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      requiredClaims: ['sub', 'iat', 'exp', 'jti', 'accountId'],
      currentDate,
    });
    return { ...readClaims(payload), token, kid: protectedHeader.kid ?? '' };
  } catch (error) {
    throw toRefusal(error);
  }
}

/**
 * Returns whether the token has its one spelling: the last character of a signature has four spare
 * bits.
 */
function isCanonical(token: string): boolean {
  const signature = token.slice(token.lastIndexOf('.') + 1);
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

async function find(keys: KeyRing, kid: unknown): Promise<CryptoKey> {
  const key = typeof kid === 'string' ? await keys.verifier(kid) : undefined;
  if (!key) throw new errors.JWKSNoMatchingKey();
  return key;
}

function readClaims({ sub, accountId, exp, ver = 1 }: JWTPayload): Omit<Verified, 'kid' | 'token'> {
  if (typeof sub !== 'string' || typeof accountId !== 'string' || exp === undefined) {
    throw invalidToken();
  }
  return { clientId: sub, accountId, secretVersion: Number(ver), expiresAtMs: exp * 1000 };
}

function toRefusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    const detail = 'The access token has expired. Authenticate again to get a new one.';
    return new Refusal('token_expired', detail);
  }
  return error instanceof errors.JOSEError ? invalidToken() : error;
}

function invalidToken(): Refusal {
  const detail = 'The access token is not valid. Authenticate to get one.';
  return new Refusal('invalid_token', detail);
}
