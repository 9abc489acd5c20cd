import { createHash } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import type { People } from '../sessions/index.ts';

type Secrets = Pick<People, 'encryption' | 'olderSecrets'>;
type Place = 'secret' | 'recovery_codes';

/** Returns a text of a person's second factor as the database keeps it: encrypted, in base64. */
export function seal(
  { encryption }: Secrets,
  text: string,
  of: { personId: string; place: Place },
) {
  return encryption.encrypt(text, placeOf(of)).toString('base64');
}

/** Returns what `seal` was given; also what version 0.1.0 kept. Throws when no secret opens it. */
export function open(secrets: Secrets, sealed: string, of: { personId: string; place: Place }) {
  const older = OLDER_FORM.exec(sealed);
  if (older) return openOlder(secrets, Number(older[1]), older[2] ?? '');
  return secrets.encryption.decrypt(Buffer.from(sealed, 'base64'), placeOf(of));
}

function placeOf({ personId, place }: { personId: string; place: Place }): string {
  return `second_factors/${personId}/${place}`;
}

// Version 0.1.0 used XChaCha20-Poly1305 under SHA-256 of a text, which Node does not have.
const OLDER_FORM = /^\$ba\$(\d+)\$([0-9a-f]+)$/;
const OLDER_NONCE_BYTES = 24;

function openOlder({ olderSecrets }: Secrets, version: number, hex: string): string {
  const secret = olderSecrets.get(version);
  if (secret === undefined) throw new Error(`No secret opens a second factor of key ${version}.`);
  const bytes = Buffer.from(hex, 'hex');
  const key = createHash('sha256').update(secret).digest();
  const cipher = xchacha20poly1305(key, bytes.subarray(0, OLDER_NONCE_BYTES));
  return Buffer.from(cipher.decrypt(bytes.subarray(OLDER_NONCE_BYTES))).toString('utf8');
}
