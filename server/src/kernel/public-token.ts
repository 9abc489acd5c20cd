import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What a public page is about; part of the signature, so that one page's token opens no other. */
type TokenPurpose = 'customer' | 'esim' | 'mails' | 'install' | 'sdk';
/**
 * What a token names. Raising the version of a subject's links revokes those of earlier versions;
 * the version is 0 until then.
 */
export type TokenSubject = { accountId: string; id: string; linkVersion: number };

const MAC_BYTES = 16;
const UUID_BYTES = 16;
const VERSION_BYTES = 2;
const LENGTHS = [0, VERSION_BYTES].map((version) => 2 * UUID_BYTES + version + MAC_BYTES);

export type PublicTokens = {
  /** Returns a URL-safe token that names the subject and cannot be guessed or altered. */
  sign(purpose: TokenPurpose, subject: TokenSubject): string;
  /** Returns the subject, or undefined when the token is mangled or meant for another purpose. */
  read(purpose: TokenPurpose, token: string): TokenSubject | undefined;
};

/**
 * Tokens of public links: both IDs, the version unless it is 0, and a 128-bit HMAC-SHA256; nothing
 * is stored. Keys that `secretKey` has replaced still open what was handed out with them.
 */
export function createPublicTokens(
  secretKey: Buffer,
  olderSecretKeys: readonly Buffer[] = [],
): PublicTokens {
  const key = toLinkKey(secretKey);
  const keys = [key, ...olderSecretKeys.map(toLinkKey)];

  return {
    sign(purpose, subject) {
      const named = toBytes(subject);
      return Buffer.concat([named, macOf(key, purpose, named)]).toString('base64url');
    },
    read(purpose, token) {
      const bytes = Buffer.from(token, 'base64url');
      // The text must be canonical: base64url decoders skip unknown characters.
      if (!LENGTHS.includes(bytes.length) || bytes.toString('base64url') !== token)
        return undefined;
      const named = bytes.subarray(0, -MAC_BYTES);
      const mac = bytes.subarray(-MAC_BYTES);
      if (!keys.some((one) => timingSafeEqual(macOf(one, purpose, named), mac))) return undefined;
      return toSubject(named);
    },
  };
}

const PREFIX_LENGTH = Math.floor((UUID_BYTES * 8) / 6);

/** Returns how the tokens of an account begin, which no other account's tokens do. */
export function tokenPrefixOf(accountId: string): string {
  return uuidBytes(accountId).toString('base64url').slice(0, PREFIX_LENGTH);
}

function toBytes({ accountId, id, linkVersion }: TokenSubject): Buffer {
  const ids = [uuidBytes(accountId), uuidBytes(id)];
  if (linkVersion === 0) return Buffer.concat(ids);
  const version = Buffer.alloc(VERSION_BYTES);
  version.writeUInt16BE(linkVersion);
  return Buffer.concat([...ids, version]);
}

function toSubject(named: Buffer): TokenSubject {
  return {
    accountId: uuidText(named.subarray(0, UUID_BYTES)),
    id: uuidText(named.subarray(UUID_BYTES, 2 * UUID_BYTES)),
    linkVersion: named.length > 2 * UUID_BYTES ? named.readUInt16BE(2 * UUID_BYTES) : 0,
  };
}

function toLinkKey(secretKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'gigastore public links', 32));
}

function macOf(key: Buffer, purpose: TokenPurpose, named: Buffer): Buffer {
  return createHmac('sha256', key).update(purpose).update(named).digest().subarray(0, MAC_BYTES);
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidText(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
