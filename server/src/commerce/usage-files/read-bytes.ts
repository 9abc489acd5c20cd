import { shortenedNumber } from '../../kernel/shortened-number.ts';

type Unit = { hasDecimalComma: boolean; bytesPerUnit: number };

/**
 * Returns the bytes of a usage that is given in units, rounded to whole ones. The number has no
 * separators of thousands: `1.024` could be either.
 */
export function readBytes(
  text: string,
  { hasDecimalComma, bytesPerUnit }: Unit,
): { bytes: bigint } | { fault: string } {
  const shortened = shortenedNumber(text);
  if (shortened) return { fault: shortened };
  const plain = hasDecimalComma ? text.replace(',', '.') : text;
  const hasOther = hasDecimalComma && text.includes('.');
  const [, whole = '', fraction = ''] = /^(\d{1,18})(?:\.(\d{1,18}))?$/.exec(plain) ?? [];
  if (whole === '' || hasOther)
    return { fault: `the usage "${text.slice(0, 40)}" is not a number` };
  const scale = 10n ** BigInt(fraction.length);
  const units = BigInt(whole + fraction) * BigInt(bytesPerUnit);
  return { bytes: (units + scale / 2n) / scale };
}
