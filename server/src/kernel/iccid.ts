import { hasValidLuhn } from './check-digits.ts';
import { shortenedNumber } from './shortened-number.ts';

const ICCID = /^89\d{17,18}$/;
/** ICCIDs that some carriers print: without a check digit, with a wrong one, or with letters. */
const UNUSUAL_ICCID = /^89[0-9A-F]{16,18}$/;
const SEPARATORS = /[\s\u00a0\u200b\ufeff'.‐-―-]+/g;

/** Returns whether `text` is an ICCID (ITU-T E.118): 19 or 20 digits from 89 to a Luhn digit. */
export function isIccid(text: string): boolean {
  return ICCID.test(text) && hasValidLuhn(text);
}

/**
 * Returns the one spelling of an ICCID: without spaces, hyphens, a spreadsheet's apostrophe and the
 * filler F that fills a profile's 20th digit. Another text comes back without them too, so that it
 * names nothing.
 */
export function toIccid(text: string): string {
  if (ICCID.test(text)) return text;
  const plain = text.replace(SEPARATORS, '').toUpperCase();
  return plain === '' ? text : plain.replace(/^(89\d{16,17})F{1,2}$/, '$1');
}

/** Digits in groups, or a whole ICCID with the letters that some carriers print. */
const TYPED_NUMBER = /^([\d\s\u00a0‐-―-]+F{0,2}|89[\dA-F]{16,18})$/i;

/**
 * Returns the digits of what may be a part of an ICCID or an IMSI, however they are grouped, or a
 * whole ICCID in its one spelling; undefined for any other text.
 */
export function numberIn(text: string): string | undefined {
  if (!TYPED_NUMBER.test(text)) return undefined;
  const plain = toIccid(text);
  return /^\d+$/.test(plain) || UNUSUAL_ICCID.test(plain) ? plain : undefined;
}

export type ReadIccid = { iccid: string; isUnusual: boolean } | { fault: string };

/**
 * Reads an ICCID of an import. `takesUnusual` also takes ICCIDs whose check digit is wrong or
 * missing and ICCIDs with the letters A to F, and sets `isUnusual`.
 */
export function readIccid(text: string, { takesUnusual = false } = {}): ReadIccid {
  const shortened = shortenedNumber(text);
  if (shortened) return { fault: shortened };
  const iccid = toIccid(text);
  if (isIccid(iccid)) return { iccid, isUnusual: false };
  if (takesUnusual && UNUSUAL_ICCID.test(iccid)) return { iccid, isUnusual: true };
  return { fault: faultOf(iccid) };
}

function faultOf(iccid: string): string {
  if (iccid === '') return 'the ICCID is missing';
  if (/[^0-9]/.test(iccid)) return `the ICCID "${iccid.slice(0, 40)}" has other signs than digits`;
  if (!iccid.startsWith('89')) return 'the ICCID does not begin with 89';
  if (iccid.length === 18) return 'the ICCID has 18 digits: its check digit is missing';
  if (iccid.length < 18 || iccid.length > 20) {
    return `the ICCID has ${iccid.length} digits and not 19 or 20`;
  }
  return 'the ICCID has a wrong check digit';
}
