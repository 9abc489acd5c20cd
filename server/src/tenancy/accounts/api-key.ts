import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../../kernel/context.ts';
import { type Mandate, showMandate } from '../../kernel/mandate.ts';
import { toPrice } from '../../kernel/money.ts';
import type { KeyScope } from '../../kernel/scopes.ts';

/** The credentials of a program, without the secret, which only the program knows. */
export type ApiKey = {
  clientId: string;
  name: string;
  scopes: readonly KeyScope[];
  dailySpendLimitMinor: bigint | null;
  mandate: Mandate | null;
  ipAllowList: readonly string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  /** When the secret was replaced; null while it is the first one. */
  secretRotatedAt: Date | null;
  /** Until when the secret before this one works, in real time; it may be past. */
  previousSecretExpiresAt: Date | null;
  /** Null for keys of commands, and for those from before creators were kept. */
  createdBy: KeyCreator | null;
};

export type KeyCreator = {
  kind: Actor['kind'];
  id: string;
  name: string | null;
  /** When the person left the organization; such a key should be revoked or rotated. */
  leftAt: Date | null;
};

/** An API key with its secret, which is shown once. */
export type NewApiKey = ApiKey & { clientSecret: string };

const SECRET_BYTES = 32;
const CLIENT_ID_BYTES = 12;
const CLIENT_ID = /^[!-9;-~]{1,64}$/;

/** Returns whether it is visible ASCII without a colon, which ends the ID in Basic credentials. */
export function isClientId(text: string): boolean {
  return CLIENT_ID.test(text);
}

export function newClientId(): string {
  return `key_${randomBytes(CLIENT_ID_BYTES).toString('hex')}`;
}

export function newClientSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** One round of SHA-256 is enough for 256 random bits: there is nothing to guess. */
export function hashSecret(clientSecret: string): Buffer {
  return createHash('sha256').update(clientSecret).digest();
}

/** Returns a key as the API shows it. */
export function showApiKey(key: ApiKey, realNow: Date) {
  return { clientId: key.clientId, ...showSettings(key, realNow) };
}

/** Returns a key as the API shows it once, with its secret. */
export function showNewApiKey(key: NewApiKey, realNow: Date) {
  return { clientId: key.clientId, clientSecret: key.clientSecret, ...showSettings(key, realNow) };
}

function showSettings(key: ApiKey, realNow: Date) {
  const { previousSecretExpiresAt: until } = key;
  return {
    name: key.name,
    scopes: key.scopes,
    dailySpendLimit: key.dailySpendLimitMinor === null ? null : toPrice(key.dailySpendLimitMinor),
    mandate: key.mandate && showMandate(key.mandate),
    ipAllowList: key.ipAllowList,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    secretRotatedAt: key.secretRotatedAt?.toISOString() ?? null,
    previousSecretExpiresAt: until && until > realNow ? until.toISOString() : null,
    createdBy: key.createdBy && showCreator(key.createdBy),
  };
}

function showCreator({ kind, id, name, leftAt }: KeyCreator) {
  return { kind, id, name, leftAt: leftAt?.toISOString() ?? null };
}
