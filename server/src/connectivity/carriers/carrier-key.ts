import { createHash, randomBytes } from 'node:crypto';

/** What a carrier's program calls with; the secret itself is known to nobody but it. */
export type CarrierKey = { keyId: string; carrier: string };

/** A carrier key on the day it is made, the only time that its secret is shown. */
export type NewCarrierKey = CarrierKey & { secret: string };

const KEY_ID_BYTES = 12;
const SECRET_BYTES = 32;

export function newKeyId(): string {
  return `carrier_${randomBytes(KEY_ID_BYTES).toString('hex')}`;
}

export function newKeySecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** One round of SHA-256 is enough for 256 random bits: there is nothing to guess. */
export function hashKeySecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
