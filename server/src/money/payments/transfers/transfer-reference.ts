import { randomInt } from 'node:crypto';

/** Letters and digits that are not mistaken for one another: no I, L, O, U, 0 or 1. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const PRIME = 31;
const LENGTH = 8;

/** Returns a new reference of a bank transfer with a check character: `GS-7K2M-94XC`. */
export function newReference(): string {
  for (;;) {
    const signs = Array.from({ length: LENGTH - 1 }, () => ALPHABET[randomInt(ALPHABET.length)]);
    const check = ALPHABET[checkValue(signs.join(''))];
    // One check value in 31 has no character.
    if (check !== undefined) return toReference(signs.join('') + check);
  }
}

/** The references in a text: right ones, and those with a wrong check character. */
export type FoundReferences = { right: string[]; mistyped: string[] };

/**
 * Returns every reference in the text of a statement line, each once: `GS` and eight characters,
 * with any spaces, dashes or line breaks between them, and with any text around them. A text that
 * is only a reference may leave `GS` out.
 */
export function findReferences(text: string): FoundReferences {
  const line = text
    .normalize('NFKC')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\p{Cf}/gu, '')
    .toUpperCase();
  const alone = ALONE.exec(line);
  const candidates = alone ? [alone[1]] : [...line.matchAll(WITHIN)].map((match) => match[1]);
  const signs = candidates.map((written = '') => written.replace(/[\s-]/g, ''));
  const right = signs.filter((found) => weightOf(found) === 0).map(toReference);
  const mistyped = signs.filter((found) => weightOf(found) !== 0).map(toReference);
  return { right: [...new Set(right)], mistyped: [...new Set(mistyped)] };
}

const EIGHT = `((?:[${ALPHABET}][\\s-]*){${LENGTH - 1}}[${ALPHABET}])`;
const ALONE = new RegExp(`^[\\s-]*(?:GS)?[\\s-]*${EIGHT}[\\s-]*$`);
/** A lookahead, so that a match does not hide another one that begins within it. */
const WITHIN = new RegExp(`(?<![A-Z0-9])(?=GS[\\s-]*${EIGHT})`, 'g');

function toReference(signs: string): string {
  return `GS-${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** Weights 1, 2, 3 … modulo a prime detect each wrong character and each swap of two. */
function weightOf(signs: string): number {
  const values = [...signs].map((sign, index) => ALPHABET.indexOf(sign) * (index + 1));
  return values.reduce((sum, value) => sum + value, 0) % PRIME;
}

/** Returns the check value with which the weight is zero; 4 is the inverse of 8. */
function checkValue(signs: string): number {
  return ((PRIME - weightOf(signs)) * 4) % PRIME;
}
