import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { invalid } from '../../kernel/refusal.ts';

// Sorted 32-bit beginnings of the SHA-256 of 48,743 passwords in lower case; see assets/README.md.
// One password in about 90,000 is refused by chance.
const LIST = new URL('../../../assets/common-passwords.bin', import.meta.url);
const ENTRY_BYTES = 4;
/** `Manchester2024!` is no better than `manchester`. */
const SUFFIX = /[\d\W_]{1,6}$/u;
const SHORTEST_BASE = 6;

let list: Buffer | undefined;

/**
 * Returns whether a password, or the word before its last digits, appears in known data breaches.
 */
export function isBreached(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const base = plain.replace(SUFFIX, '');
  return isListed(plain) || (base.length >= SHORTEST_BASE && isListed(base));
}

/** Throws `invalid_request` for a password that appears in known data breaches (ASVS 2.1.7). */
export function refuseBreached(password: string, path: string): void {
  if (!isBreached(password)) return;
  throw invalid(path, 'appears in known data breaches; choose another one');
}

function isListed(text: string): boolean {
  list ??= readFileSync(LIST);
  const wanted = createHash('sha256').update(text).digest().readUInt32BE();
  let [from, to] = [0, list.length / ENTRY_BYTES];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (list.readUInt32BE(middle * ENTRY_BYTES) < wanted) from = middle + 1;
    else to = middle;
  }
  return from < list.length / ENTRY_BYTES && list.readUInt32BE(from * ENTRY_BYTES) === wanted;
}
