import { createHash, randomBytes } from 'node:crypto';

/** The key of a carrier's program. The platform stores a hash of its secret only. */
export type CarrierKey = { keyId: string; carrier: string };

/** A new carrier key with its secret, which is shown once. */
export type NewCarrierKey = CarrierKey & { secret: string };

const KEY_ID_BYTES = 12;
const SECRET_BYTES = 32;

export function newKeyId(): string {
  return `carrier_${randomBytes(KEY_ID_BYTES).toString('hex')}`;
}

export function newKeySecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** Returns the hash of a secret. One round of SHA-256 is enough for 256 random bits. */
export function hashKeySecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
