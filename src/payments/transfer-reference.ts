import { randomInt } from 'node:crypto';

/** Letters and digits that nobody takes for one another: no I, L, O, U, 0 or 1. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const SIZE = ALPHABET.length;
const LENGTH = 8;

/** A new reference of a bank transfer, with a check character at its end: `GS-7K2M-94XC`. */
export function newReference(): string {
  const signs = Array.from({ length: LENGTH - 1 }, () => ALPHABET[randomInt(SIZE)] ?? '');
  return toReference([...signs, checkSign(signs)].join(''));
}

/**
 * The reference that somebody typed or a bank printed, with other spaces, dashes or letter case.
 * Undefined when it has another form, or its check character says that it was mistyped.
 */
export function parseReference(text: string): string | undefined {
  const signs = text.toUpperCase().replace(/[\s-]/g, '').replace(/^GS/, '');
  if (signs.length !== LENGTH || ![...signs].every((sign) => ALPHABET.includes(sign))) {
    return undefined;
  }
  const body = [...signs].slice(0, -1);
  return checkSign(body) === signs.at(-1) ? toReference(signs) : undefined;
}

function toReference(signs: string): string {
  return `GS-${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** ISO 7064 in its hybrid form for an alphabet of this size: one sign wrong, or two swapped. */
function checkSign(signs: readonly string[]): string {
  let check = SIZE;
  for (const sign of signs) {
    check = (check + ALPHABET.indexOf(sign)) % SIZE || SIZE;
    check = (check * 2) % (SIZE + 1);
  }
  return ALPHABET[(SIZE + 1 - check) % SIZE] ?? '';
}
