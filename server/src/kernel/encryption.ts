import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** The installation's secrets of 32 bytes: the first encrypts, all decrypt. */
export type SecretKeys = readonly [Buffer, ...Buffer[]];

/** AES-256-GCM under the installation's secrets, for what rests in the database. */
export type Encryption = {
  /**
   * Encrypts under the newest secret. `purpose` names the place of the result
   * (`signing_keys/<kid>`); decrypting requires the same one, so that a secret cannot be moved.
   */
  encrypt(plaintext: string, purpose: string): Buffer;
  /** Throws `DecryptionFailed` when altered, meant for another place, or of an unknown secret. */
  decrypt(sealed: Uint8Array, purpose: string): string;
};

export class DecryptionFailed extends Error {
  override readonly name = 'DecryptionFailed';
}

const SECRET_BYTES = 32;
// Version (1), key id (4), nonce (12), ciphertext, tag (16). Nonces are random, which is safe for
// 2^32 encryptions with one secret (NIST SP 800-38D, 8.3).
const VERSION = 1;
const HEADER_BYTES = 5;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHM = 'aes-256-gcm';

/**
 * Returns a new secret as `GIGASTORE_SECRET_KEY` takes it; the same as `openssl rand -base64 32`.
 */
export function newSecretKey(): string {
  return randomBytes(SECRET_BYTES).toString('base64');
}

/**
 * Reads secrets of 32 bytes in base64, base64url or hexadecimal, newest first, separated by commas.
 * Throws an error that describes the fault without quoting a secret.
 */
export function parseSecretKeys(text: string): SecretKeys {
  const [first, ...others] = text.split(',').map(parseSecretKey);
  if (!first) throw new Error(WRONG_FORM);
  return [first, ...others];
}

/** Returns an `Encryption`. A secret is taken out of use by moving it behind a new one. */
export function createEncryption(secrets: SecretKeys): Encryption {
  const [newest, ...older] = secrets;
  const current = deriveKey(newest);
  const keys = new Map([current, ...older.map(deriveKey)].map((key) => [key.id, key.secret]));
  return {
    encrypt: (plaintext, purpose) => encrypt(current, plaintext, purpose),
    decrypt: (sealed, purpose) => decrypt(keys, Buffer.from(sealed), purpose),
  };
}

const WRONG_FORM = 'must be 32 bytes in base64 or hexadecimal; several are separated by commas';

function parseSecretKey(text: string): Buffer {
  const trimmed = text.trim();
  const isHex = /^[0-9a-f]{64}$/i.test(trimmed);
  const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed);
  if (!isHex && !isBase64) throw new Error(WRONG_FORM);
  return Buffer.from(trimmed, isHex ? 'hex' : 'base64');
}

type DerivedKey = { id: string; secret: KeyObject };

/** Derives the key for encryption. The secret also signs public links, by another derived key. */
function deriveKey(secret: Buffer): DerivedKey {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'gigastore encryption', SECRET_BYTES));
  const id = createHash('sha256').update('key id').update(key).digest('hex').slice(0, 8);
  return { id, secret: createSecretKey(key) };
}

function encrypt(key: DerivedKey, plaintext: string, purpose: string): Buffer {
  const header = Buffer.from([VERSION, ...Buffer.from(key.id, 'hex')]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.secret, nonce);
  cipher.setAAD(Buffer.concat([header, Buffer.from(purpose)]));
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return Buffer.concat([header, nonce, ciphertext, cipher.getAuthTag()]);
}

function decrypt(keys: Map<string, KeyObject>, sealed: Buffer, purpose: string): string {
  const header = sealed.subarray(0, HEADER_BYTES);
  if (sealed.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || header[0] !== VERSION) {
    throw new DecryptionFailed('This is nothing that was encrypted here.');
  }
  const secret = keys.get(header.toString('hex', 1));
  if (!secret) {
    throw new DecryptionFailed('It was encrypted with a secret that is not among the configured.');
  }
  const nonce = sealed.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, secret, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([header, Buffer.from(purpose)]));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const ciphertext = sealed.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
  } catch {
    throw new DecryptionFailed('It was altered, or belongs to another place.');
  }
}
