import { createHmac } from 'node:crypto';

/** The step of an authenticator app, in milliseconds: each code works once. */
export const STEP_MS = 30_000;

/** What an authenticator app shows (RFC 6238): six digits of an HMAC-SHA-1 of the half minute. */
export function totp(uri: string, atMs = Date.now()): string {
  const text = new URL(uri).searchParams.get('secret') ?? '';
  const bits = [...text].map((char) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'),
  );
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / STEP_MS)));
  const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
