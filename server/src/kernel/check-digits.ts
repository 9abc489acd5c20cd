const ZERO = '0'.charCodeAt(0);

/** Returns the Luhn digit (ISO/IEC 7812-1 annex B) that makes `digits` plus itself valid. */
export function luhnDigit(digits: string): string {
  return String((10 - (luhnSum(`${digits}0`) % 10)) % 10);
}

/** Returns `digits` followed by their Luhn digit. */
export function withLuhn(digits: string): string {
  return digits + luhnDigit(digits);
}

/** Returns whether the last of `digits` is the Luhn digit of those before it. */
export function hasValidLuhn(digits: string): boolean {
  return luhnSum(digits) % 10 === 0;
}

function luhnSum(digits: string): number {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - ZERO;
    const weighted = place % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum;
}
