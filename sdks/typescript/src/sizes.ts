import type { Size } from './types.gen.ts';

/** 1 GB is 1024 MB, as everywhere in the API. */
const BYTES = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };
const TEXT = /^(\d+(?:\.\d+)?)\s*(B|KB|MB|GB|TB)$/i;

/**
 * Returns the bytes of a size, or of a text such as `500 MB`, rounded to a whole byte.
 * A balance of the store is a rounded size, with the exact bytes beside it (`availableBytes`).
 * Throws `RangeError` if the text is no size.
 */
export function toBytes(size: Size | string): number {
  if (typeof size !== 'string') return Math.round(size.sizeValue * BYTES[size.sizeUnit]);
  const [, value, unit = ''] = TEXT.exec(size.trim()) ?? [];
  if (value === undefined) throw new RangeError(`“${size}” is not a size such as 500 MB.`);
  return Math.round(Number(value) * (BYTES[unit.toUpperCase() as keyof typeof BYTES] ?? 1));
}

/** Returns the bytes as people write them: `1.5 GB`. */
export function formatBytes(bytes: number, locale = 'en-US'): string {
  const units = Object.entries(BYTES).reverse();
  const [unit, size] = units.find(([, one]) => bytes >= one) ?? ['B', 1];
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return `${number.format(bytes / size)} ${unit}`;
}
