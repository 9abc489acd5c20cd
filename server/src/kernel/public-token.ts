import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What a public page is about; part of the signature, so that one page's token opens no other. */
type TokenPurpose = 'customer' | 'esim';
export type TokenSubject = { accountId: string; id: string };

const MAC_BYTES = 16;
const UUID_BYTES = 16;

export type PublicTokens = {
  /** A URL-safe token that names the subject and cannot be guessed or altered. */
  sign(purpose: TokenPurpose, subject: TokenSubject): string;
  /** The subject, or undefined when the token is mangled or meant for another purpose. */
  read(purpose: TokenPurpose, token: string): TokenSubject | undefined;
};

/**
 * Tokens of public links: both ids and a 128-bit HMAC-SHA256, nothing stored. Keys that `secretKey`
 * has replaced still open what was handed out with them.
 */
export function createPublicTokens(
  secretKey: Buffer,
  olderSecretKeys: readonly Buffer[] = [],
): PublicTokens {
  const key = toLinkKey(secretKey);
  const keys = [key, ...olderSecretKeys.map(toLinkKey)];

  return {
    sign(purpose, { accountId, id }) {
      const ids = Buffer.concat([uuidBytes(accountId), uuidBytes(id)]);
      return Buffer.concat([ids, macOf(key, purpose, ids)]).toString('base64url');
    },
    read(purpose, token) {
      const bytes = Buffer.from(token, 'base64url');
      // The text must be the canonical one: base64url readers skip what they do not know.
      if (bytes.length !== 2 * UUID_BYTES + MAC_BYTES) return undefined;
      if (bytes.toString('base64url') !== token) return undefined;
      const ids = bytes.subarray(0, 2 * UUID_BYTES);
      const mac = bytes.subarray(2 * UUID_BYTES);
      if (!keys.some((one) => timingSafeEqual(macOf(one, purpose, ids), mac))) return undefined;
      return {
        accountId: uuidText(ids.subarray(0, UUID_BYTES)),
        id: uuidText(ids.subarray(UUID_BYTES)),
      };
    },
  };
}

function toLinkKey(secretKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'gigastore public links', 32));
}

function macOf(key: Buffer, purpose: TokenPurpose, ids: Buffer): Buffer {
  return createHmac('sha256', key).update(purpose).update(ids).digest().subarray(0, MAC_BYTES);
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidText(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
