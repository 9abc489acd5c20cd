import { toMinor } from './money.ts';

// Readers of single cells of a spreadsheet; undefined for a cell with another value.

/** Returns an amount in cents: `1.49`, `1,49`, `1.49 USD`, `$1.49`. Two decimals at most. */
export function readAmountCell(text: string): bigint | undefined {
  const number = text
    .replace(/\s*USD$/i, '')
    .replace(/^\$\s*/, '')
    .trim();
  if (!/^\d+(?:[.,]\d{1,2})?$/.test(number)) return undefined;
  return toMinor(Number(number.replace(',', '.')));
}

/** Returns a number with decimals: `1.5`, `1,5`. */
export function readNumberCell(text: string): number | undefined {
  return /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

const YES = ['yes', 'true', '1', 'ja', 'wahr', 'x'];
const NO = ['no', 'false', '0', 'nein', 'falsch'];

export function readYesNoCell(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : undefined;
}
