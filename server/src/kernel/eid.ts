const EID = /^\d{32}$/;
const BODY_DIGITS = 30;

/** Returns whether `text` is an EID (GSMA SGP.29): 32 digits that leave 1 when divided by 97. */
export function isEid(text: string): boolean {
  return EID.test(text) && BigInt(text) % 97n === 1n;
}

/** Returns the 30 digits of an EID followed by their two check digits. */
export function withEidCheckDigits(digits: string): string {
  if (digits.length !== BODY_DIGITS) throw new RangeError(`an EID has ${BODY_DIGITS} digits`);
  const rest = BigInt(`${digits}00`) % 97n;
  return digits + (98n - rest).toString().padStart(2, '0');
}
