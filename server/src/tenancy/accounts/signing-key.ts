import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import type { Encryption } from '../../kernel/encryption.ts';

export const TOKEN_ALGORITHM = 'RS256';

/** A key pair that access tokens are signed with; its private half only encrypted. */
export type SigningKey = {
  /** The RFC 7638 thumbprint of the public half. */
  kid: string;
  publicJwk: JWK;
  privateJwkEncrypted: Buffer;
  createdAt: Date;
  /** From then on it signs nothing and only verifies what it signed. */
  retiredAt: Date | null;
};

/** Returns a new key pair, stored nowhere yet. */
export async function newSigningKey(encryption: Encryption, now: Date): Promise<SigningKey> {
  const pair = await generateKeyPair(TOKEN_ALGORITHM, { modulusLength: 2048, extractable: true });
  const publicHalf = await exportJWK(pair.publicKey);
  const privateHalf = JSON.stringify(await exportJWK(pair.privateKey));
  const kid = await calculateJwkThumbprint(publicHalf);
  return {
    kid,
    publicJwk: { ...publicHalf, kid, alg: TOKEN_ALGORITHM, use: 'sig' },
    privateJwkEncrypted: encryption.encrypt(privateHalf, placeOf(kid)),
    createdAt: now,
    retiredAt: null,
  };
}

/** Returns the first that is not retired, of keys in the order in which they sign. */
export function findSigner(keys: readonly SigningKey[], now: Date): SigningKey | undefined {
  return keys.find(({ retiredAt }) => retiredAt === null || retiredAt > now);
}

/** Returns the half that verifies. */
export async function readPublicKey(key: SigningKey): Promise<CryptoKey> {
  return asAsymmetric(await importJWK(key.publicJwk, TOKEN_ALGORITHM));
}

/** Returns the half that signs; throws when the installation's secrets cannot open it. */
export async function readPrivateKey(key: SigningKey, encryption: Encryption): Promise<CryptoKey> {
  const jwk: JWK = JSON.parse(decryptJwk(key, encryption));
  return asAsymmetric(await importJWK(jwk, TOKEN_ALGORITHM));
}

/** Returns whether the installation's secrets decrypt the half that signs. */
export function isReadable(key: SigningKey, encryption: Encryption): boolean {
  try {
    decryptJwk(key, encryption);
    return true;
  } catch {
    return false;
  }
}

/** Returns the half that signs, encrypted with the newest secret. */
export function sealAgain(key: SigningKey, encryption: Encryption): Buffer {
  return encryption.encrypt(decryptJwk(key, encryption), placeOf(key.kid));
}

function decryptJwk(key: SigningKey, encryption: Encryption): string {
  try {
    return encryption.decrypt(key.privateJwkEncrypted, placeOf(key.kid));
  } catch (cause) {
    const message =
      `The signing key ${key.kid} cannot be decrypted. ` +
      'Add the secret it was encrypted with to GIGASTORE_SECRET_KEY, or rotate the signing key.';
    throw new Error(message, { cause });
  }
}

function placeOf(kid: string): string {
  return `signing_keys/${kid}`;
}

/** Bytes come from symmetric keys only, and these are RSA. */
function asAsymmetric(key: CryptoKey | Uint8Array): CryptoKey {
  if (key instanceof Uint8Array) throw new Error('A signing key is not an RSA key.');
  return key;
}
