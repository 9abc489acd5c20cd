import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../../kernel/context.ts';
import { toPrice } from '../../kernel/money.ts';
import type { KeyScope } from '../../kernel/scopes.ts';

/** What an integrator's program calls with; the secret itself is known to nobody but it. */
export type ApiKey = {
  clientId: string;
  name: string;
  scopes: readonly KeyScope[];
  dailySpendLimitMinor: bigint | null;
  ipAllowList: readonly string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  /** Null for keys of before that was kept, and for those of commands. */
  createdBy: KeyCreator | null;
};

export type KeyCreator = {
  kind: Actor['kind'];
  id: string;
  name: string | null;
  /** When the person left the organization; such a key should be revoked or rotated. */
  leftAt: Date | null;
};

/** An API key on the day it is made, the only time that its secret is shown. */
export type NewApiKey = ApiKey & { clientSecret: string };

const SECRET_BYTES = 32;
const CLIENT_ID_BYTES = 12;
const CLIENT_ID = /^[!-9;-~]{1,64}$/;

/** Visible ASCII without a colon, which ends the id in Basic credentials. */
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

/** The wire's API key (contract section 12). */
export function showApiKey(key: ApiKey) {
  return { clientId: key.clientId, ...showSettings(key) };
}

export function showNewApiKey(key: NewApiKey) {
  return { clientId: key.clientId, clientSecret: key.clientSecret, ...showSettings(key) };
}

function showSettings(key: ApiKey) {
  return {
    name: key.name,
    scopes: key.scopes,
    dailySpendLimit: key.dailySpendLimitMinor === null ? null : toPrice(key.dailySpendLimitMinor),
    ipAllowList: key.ipAllowList,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    createdBy: key.createdBy && showCreator(key.createdBy),
  };
}

function showCreator({ kind, id, name, leftAt }: KeyCreator) {
  return { kind, id, name, leftAt: leftAt?.toISOString() ?? null };
}
