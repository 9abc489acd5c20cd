import { createHash, randomBytes, randomInt } from 'node:crypto';
import { plainCode } from '../../kernel/typed-code.ts';

/** A program that asks for a key, as the person who decides sees it. */
export type DeviceLogin = {
  userCode: string;
  deviceName: string;
  /** Where the program asked from. */
  remoteAddress: string;
  createdAt: Date;
  expiresAt: Date;
};

/** The time in which a person must confirm and the program must collect. */
export const DEVICE_LOGIN_MS = 10 * 60_000;
const DEVICE_CODE_BYTES = 32;
/** Without vowels, so that no code is a word, and without signs that look alike (RFC 8628). */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const USER_CODE_LENGTH = 8;

export function newDeviceCode(): string {
  return randomBytes(DEVICE_CODE_BYTES).toString('base64url');
}

/** About 34 bits, of which nobody can try more than a few in ten minutes. */
export function newUserCode(): string {
  return Array.from({ length: USER_CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join(
    '',
  );
}

/** Returns the code as people read it: `WDJB-MJHT`. */
export function showUserCode(userCode: string): string {
  const half = USER_CODE_LENGTH / 2;
  return `${userCode.slice(0, half)}-${userCode.slice(half)}`;
}

/** Returns the code from whatever a person typed. */
export function readUserCode(typed: string): string {
  return plainCode(typed).replaceAll('-', '').toUpperCase();
}

export function hashDeviceCode(deviceCode: string): Buffer {
  return createHash('sha256').update(`device code:${deviceCode}`).digest();
}

/**
 * Returns the client secret of the key, which follows from the device code. So the store can keep
 * hashes only, although it answers with the secret after the key was made.
 */
export function secretOf(deviceCode: string): string {
  return createHash('sha256').update(`client secret:${deviceCode}`).digest('base64url');
}
