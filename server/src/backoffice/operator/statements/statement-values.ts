import { toMinor } from '../../../kernel/money.ts';

/** Returns an amount above zero in cents, of digits and one decimal sign; undefined for others. */
export function readDecimal(text: string): bigint | undefined {
  const number = text.trim().replace(',', '.').replace(/\.$/, '');
  if (!/^\d{1,12}(\.\d{1,5})?$/.test(number)) return undefined;
  const minor = toMinor(Number(number));
  return minor !== undefined && minor > 0n ? minor : undefined;
}

/** Returns `2026-04-30` if that is a day of the calendar. */
export function dayOf(year: number, month: number, day: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isSame = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isSame && year >= 2000 && year < 2100 ? at.toISOString().slice(0, 10) : undefined;
}

/** Returns a text without runs of blanks and line breaks, cut to what is kept. */
export function tidyText(text: string, longest: number): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, longest);
}

export const LONGEST_TEXT = 1_000;
export const LONGEST_NAME = 255;
