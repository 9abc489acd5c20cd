import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { plainCode, readDigits } from '../../kernel/typed-code.ts';

const ISSUER = 'Gigastore';
const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
/** Half minutes on either side in which a code is taken: clocks differ. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** Without what looks alike: 0 and o, 1 and l and i. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 3;
const GROUP_LENGTH = 4;

const BASE32 = 'base32:';

/** Returns a new secret for an authenticator app. */
export function newTotpSecret(): string {
  return BASE32 + new Secret({ size: SECRET_BYTES }).base32;
}

/** Returns the `otpauth:` address that an authenticator app reads, mostly as a QR code. */
export function totpUri(secret: string, email: string): string {
  return appOf(secret, email).toString();
}

/**
 * Returns the half minute (RFC 6238) in which the app shows this code, now or one step away;
 * undefined when it is wrong.
 */
export function stepOfCode(
  { secret, code }: { secret: string; code: string },
  now: Date,
): bigint | undefined {
  const app = appOf(secret, '');
  const timestamp = now.getTime();
  const delta = app.validate({ token: code, timestamp, window: WINDOW });
  if (delta === null) return undefined;
  return BigInt(Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta);
}

function appOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: readSecret(secret), period: PERIOD_SECONDS });
}

/** Version 0.1.0 kept the characters of which the app was given the base32. */
function readSecret(secret: string): Secret {
  const isBase32 = secret.startsWith(BASE32);
  return isBase32 ? Secret.fromBase32(secret.slice(BASE32.length)) : Secret.fromUTF8(secret);
}

/** Returns a typed code of an app, `123 456` or `123-456`, as six digits; undefined otherwise. */
export function readCode(typed: string): string | undefined {
  const digits = readDigits(typed);
  return digits?.length === CODE_DIGITS ? digits : undefined;
}

/** Returns ten codes that each sign in once, `abcd-efgh-jkmn`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: GROUPS }, newGroup).join('-'),
  );
}

function newGroup(): string {
  return Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

const CODE_DIGITS = 6;
const SHORTEST_RECOVERY_CODE = 10;

/** Returns a typed recovery code without hyphens and blanks; undefined when it cannot be one. */
export function readRecoveryCode(typed: string): string | undefined {
  const code = plainCode(typed).replaceAll('-', '');
  const isPlausible = /^[a-z0-9]+$/i.test(code);
  return isPlausible && code.length >= SHORTEST_RECOVERY_CODE ? code : undefined;
}

/**
 * Returns whether a typed code is this one; new ones ignore the letter case, those of 0.1.0 do not.
 */
export function isRecoveryCode(kept: string, typed: string): boolean {
  const plain = kept.replace(/-/g, '');
  return plain === typed || (kept === kept.toLowerCase() && plain === typed.toLowerCase());
}
