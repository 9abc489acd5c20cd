import { randomInt } from 'node:crypto';

/** Letters and digits that nobody takes for one another: no I, L, O, U, 0 or 1. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const PRIME = 31;
const LENGTH = 8;

/** A new reference of a bank transfer, with a check sign at its end: `GS-7K2M-94XC`. */
export function newReference(): string {
  for (;;) {
    const signs = Array.from({ length: LENGTH - 1 }, () => ALPHABET[randomInt(ALPHABET.length)]);
    const check = ALPHABET[checkValue(signs.join(''))];
    // One value in 31 has no sign.
    if (check !== undefined) return toReference(signs.join('') + check);
  }
}

/** The references in a text: the right ones, and those whose check sign does not fit. */
export type FoundReferences = { right: string[]; mistyped: string[] };

/**
 * Returns every reference in the text of a bank statement's line, each once: `GS` and eight signs,
 * with any spaces, dashes or line breaks between them, whatever stands around it. A text that is
 * nothing else may leave `GS` out.
 */
export function findReferences(text: string): FoundReferences {
  const line = text.toUpperCase();
  const alone = ALONE.exec(line);
  const candidates = alone ? [alone[1]] : [...line.matchAll(WITHIN)].map((match) => match[1]);
  const signs = candidates.map((written = '') => written.replace(/[\s-]/g, ''));
  const right = signs.filter((found) => weigh(found) === 0).map(toReference);
  const mistyped = signs.filter((found) => weigh(found) !== 0).map(toReference);
  return { right: [...new Set(right)], mistyped: [...new Set(mistyped)] };
}

const EIGHT = `((?:[${ALPHABET}][\\s-]*){${LENGTH - 1}}[${ALPHABET}])`;
const ALONE = new RegExp(`^[\\s-]*(?:GS)?[\\s-]*${EIGHT}[\\s-]*$`);
/** A look ahead, so that a match does not hide one that begins within it. */
const WITHIN = new RegExp(`(?<![A-Z0-9])(?=GS[\\s-]*${EIGHT})`, 'g');

function toReference(signs: string): string {
  return `GS-${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** Places weigh 1, 2, 3 … by a prime: any sign that is wrong and any two that are swapped show. */
function weigh(signs: string): number {
  const values = [...signs].map((sign, index) => ALPHABET.indexOf(sign) * (index + 1));
  return values.reduce((sum, value) => sum + value, 0) % PRIME;
}

/** The value that lets eight signs weigh nothing; 4 is the inverse of 8. */
function checkValue(signs: string): number {
  return ((PRIME - weigh(signs)) * 4) % PRIME;
}
