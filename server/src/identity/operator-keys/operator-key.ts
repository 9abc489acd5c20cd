import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isUuid } from '../../kernel/ids.ts';

/** The scopes that a key may have; see `SCOPES`. */
export const OPERATOR_KEY_SCOPES = ['assist', 'operate'] as const;
export type OperatorKeyScope = (typeof OPERATOR_KEY_SCOPES)[number];

export const MAX_LIFETIME_DAYS = 90;

/** A key with which a script calls the operator's routes. */
export type OperatorKey = {
  id: string;
  name: string;
  scopes: readonly OperatorKeyScope[];
  ipAllowList: readonly string[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  createdBy: { id: string; name: string };
};

const PREFIX = 'gsop';
const SECRET_BYTES = 32;
const TOKEN = /^gsop_([0-9a-f]{32})_([\w-]{43})$/;

export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** One round of SHA-256 is enough for 256 random bits: there is nothing to guess. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Returns whether the secret has this hash, in constant time. */
export function hasHash(secret: string, hash: Buffer): boolean {
  return timingSafeEqual(hashSecret(secret), hash);
}

/** Returns the text that a script sends: `Authorization: Bearer gsop_…`. */
export function formatToken({ id, secret }: { id: string; secret: string }): string {
  return `${PREFIX}_${id.replaceAll('-', '')}_${secret}`;
}

/** Returns the ID and the secret of a token; undefined if the text is no such token. */
export function readToken(text: string): { id: string; secret: string } | undefined {
  const [, hex = '', secret = ''] = TOKEN.exec(text) ?? [];
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return isUuid(id) ? { id, secret } : undefined;
}

/** Returns the token of an `Authorization` header that belongs to an operator key. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer\s+(gsop_\S+)\s*$/i.exec(authorization ?? '')?.[1];
}
