import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const COOKIE_PREFIX = 'gigastore';
const SECRET_BYTES = 32;

/** The cookies of people: their names, and whose they are. */
export type SessionCookies = {
  /** What the cookies are signed with; a key of their own, made of the installation's. */
  secret: string;
  /** The same, and what it has replaced, for what rests encrypted; versions name them for good. */
  secrets: { version: number; value: string }[];
  prefix: string;
  /** Sent over HTTPS only. */
  isSecure: boolean;
  /** The name of the cookie that carries a session. */
  name: string;
  /** The session's token; undefined without a cookie, or when its signature is not ours. */
  read(cookieHeader: string | undefined): string | undefined;
  /** The value of the cookie for a session's token, as it stands in `Cookie` and `Set-Cookie`. */
  write(token: string): string;
  /** The `Set-Cookie` that takes the session away. */
  clear(): string;
};

export type CookieParts = {
  secretKey: Buffer;
  /** What `secretKey` has replaced: sessions end with it, second factors do not. */
  olderSecretKeys: readonly Buffer[];
  publicUrl: string;
};

export function createSessionCookies(parts: CookieParts): SessionCookies {
  const { secretKey, olderSecretKeys, publicUrl } = parts;
  const secrets = [secretKey, ...olderSecretKeys].map(peopleSecret);
  const secret = peopleSecret(secretKey).value;
  const isSecure = publicUrl.startsWith('https:');
  const name = `${isSecure ? '__Secure-' : ''}${COOKIE_PREFIX}.session`;
  const sign = (token: string) => createHmac('sha256', secret).update(token).digest('base64');
  return {
    secret,
    secrets,
    prefix: COOKIE_PREFIX,
    isSecure,
    name,
    read(cookieHeader) {
      const value = cookieHeader && cookieNamed(name, cookieHeader);
      if (!value) return undefined;
      const dot = value.lastIndexOf('.');
      const token = value.slice(0, Math.max(dot, 0));
      return token && isSame(value.slice(dot + 1), sign(token)) ? token : undefined;
    },
    clear: () => `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`,
    write: (token) => encodeURIComponent(`${token}.${sign(token)}`),
  };
}

/** A key of its own for people's cookies, challenges and second factors. */
function peopleSecret(secretKey: Buffer): { version: number; value: string } {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'gigastore people', SECRET_BYTES));
  const version = createHash('sha256').update('version').update(key).digest().readUInt32BE();
  return { version, value: key.toString('base64url') };
}

/** The first cookie of this name, decoded; undefined also when it cannot be. */
function cookieNamed(name: string, header: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  try {
    return value && decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
