/** Dashes of every kind, and the minus sign that a phone's keyboard may send. */
const DASHES = /[\p{Pd}\u2212]/gu;
const BLANKS = /[\s\p{Cf}]/gu;
/** Letters that a reader may take for a digit, where only digits can be. */
const LOOK_ALIKES: Record<string, string> = {
  O: '0',
  I: '1',
  L: '1',
  '|': '1',
  S: '5',
  B: '8',
  Z: '2',
};

/**
 * Normalizes a code that a person typed or pasted: removes spaces, line breaks and invisible
 * characters, narrows wide letters, and turns every dash into a hyphen.
 */
export function plainCode(typed: string): string {
  return typed.normalize('NFKC').replace(DASHES, '-').replace(BLANKS, '');
}

/**
 * Returns the digits of a code that only has digits, from any keyboard (`١٢٣`) and with any
 * separators; letters that look like a digit count as it. Undefined if anything else is left.
 */
export function readDigits(typed: string): string | undefined {
  const signs = [...plainCode(typed).replaceAll('-', '').toUpperCase()];
  const digits = signs.map((sign) => LOOK_ALIKES[sign] ?? digitOf(sign)).join('');
  return /^\d+$/.test(digits) ? digits : undefined;
}

/** Scripts have their ten digits in a row; the first of them has none before it. */
function digitOf(sign: string): string {
  if (!/^\p{Nd}$/u.test(sign)) return sign;
  const point = sign.codePointAt(0) as number;
  let value = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return String(value % 10);
}
