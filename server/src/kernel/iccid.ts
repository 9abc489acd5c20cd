import { hasValidLuhn } from './check-digits.ts';

const ICCID = /^89\d{17,18}$/;

/** Whether `text` is an ICCID (ITU-T E.118): 19 or 20 digits, starting 89, the last one by Luhn. */
export function isIccid(text: string): boolean {
  return ICCID.test(text) && hasValidLuhn(text);
}
