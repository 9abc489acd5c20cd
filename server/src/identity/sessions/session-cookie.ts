import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

/** The cookies of people: their names, and whose they are. */
export type SessionCookies = {
  /** Signs the cookies; derived from the installation's newest secret. */
  secret: string;
  /** The name of the cookie that carries a session. */
  name: string;
  /** Returns the session's token; undefined without a cookie that was signed here. */
  read(cookieHeader: string | undefined): string | undefined;
  /** Returns the value of the cookie for a session's token. */
  write(token: string): string;
  /** Returns the `Set-Cookie` headers that open a session in the browser. */
  open(token: string): string[];
  /** Returns the `Set-Cookie` headers that take the session away. */
  clear(): string[];
  /** Returns a further signed cookie of signing in, by name. */
  named(name: string): NamedCookie;
};

/** A signed cookie with one text in it. */
type NamedCookie = {
  read(cookieHeader: string | undefined): string | undefined;
  /** Returns the `Set-Cookie` header. */
  set(text: string, maxAgeSeconds: number): string;
  clear(): string;
};

export type CookieParts = {
  secretKey: Buffer;
  publicUrl: string;
};

/** A session ends after this, however much it is used; signing in again is two clicks. */
export const SESSION_LIFETIME_SECONDS = 14 * 24 * 3600;

/**
 * Cookies are signed, so that a reader of the sessions table cannot use its tokens. Over HTTPS
 * their names begin with `__Host-`: no other host of the domain can set them.
 */
export function createSessionCookies({ secretKey, publicUrl }: CookieParts): SessionCookies {
  const secret = peopleSecret(secretKey).value;
  const isSecure = publicUrl.startsWith('https:');
  const prefix = isSecure ? '__Host-' : '';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64');
  const write = (text: string) => encodeURIComponent(`${text}.${sign(text)}`);
  const name = `${prefix}gigastore.session`;

  const verified = (value: string | undefined): string | undefined => {
    if (!value) return undefined;
    const dot = value.lastIndexOf('.');
    const text = value.slice(0, Math.max(dot, 0));
    return text && isSame(value.slice(dot + 1), sign(text)) ? text : undefined;
  };
  const read = (header: string | undefined, cookie: string) =>
    header ? verified(cookieNamed(cookie, header)) : undefined;
  const set = (cookie: string, value: string, maxAge: number) =>
    `${cookie}=${value}; Max-Age=${maxAge}; ${attributes}`;

  return {
    secret,
    name,
    read: (header) => read(header, name),
    write,
    open: (token) => [set(name, write(token), SESSION_LIFETIME_SECONDS)],
    clear: () => [set(name, '', 0)],
    named(short) {
      const cookie = `${prefix}gigastore.${short}`;
      return {
        // The name is signed too, so that one cookie cannot replace another.
        read: (header) => {
          const text = read(header, cookie);
          return text?.startsWith(`${short}:`) ? text.slice(short.length + 1) : undefined;
        },
        set: (text, maxAgeSeconds) => set(cookie, write(`${short}:${text}`), maxAgeSeconds),
        clear: () => set(cookie, '', 0),
      };
    },
  };
}

/** Returns a key for people's cookies, counters and (until version 0.2) second factors. */
export function peopleSecret(secretKey: Buffer): { version: number; value: string } {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'gigastore people', SECRET_BYTES));
  const version = createHash('sha256').update('version').update(key).digest().readUInt32BE();
  return { version, value: key.toString('base64url') };
}

/** Returns the first cookie of this name, decoded; undefined also when it cannot be. */
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
