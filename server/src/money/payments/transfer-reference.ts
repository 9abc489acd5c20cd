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

/**
 * The reference that somebody typed or a bank printed, with other spaces, dashes or letter case.
 * Undefined when it has another form, or its check sign says that it was mistyped.
 */
export function parseReference(text: string): string | undefined {
  const signs = text.toUpperCase().replace(/[\s-]/g, '').replace(/^GS/, '');
  if (signs.length !== LENGTH || ![...signs].every((sign) => ALPHABET.includes(sign))) {
    return undefined;
  }
  return weigh(signs) === 0 ? toReference(signs) : undefined;
}

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
