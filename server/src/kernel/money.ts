import { invalid } from './refusal.ts';

export type Price = { sortIndex: number; priceValue: number; currencyCode: 'USD' };

/** The highest amount one request may name: 10,000,000.00 USD, which a double holds exactly. */
export const MAX_AMOUNT_MINOR = 1_000_000_000n;

/** Returns minor units (cents) as a Price of the API; exact for every amount up to 2^53 cents. */
export function toPrice(amountMinor: bigint): Price {
  return { sortIndex: 0, priceValue: Number(amountMinor) / 100, currencyCode: 'USD' };
}

/**
 * Returns an amount of the API in minor units; undefined if it has more than two decimals, is not
 * finite, is negative, or is above `MAX_AMOUNT_MINOR`. The double's shortest decimal text decides,
 * so that 1.15 is 115 and never 114.
 */
export function toMinor(priceValue: number): bigint | undefined {
  const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(String(priceValue));
  if (!match) return undefined;
  const [, whole = '0', decimals = ''] = match;
  const amountMinor = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'));
  return amountMinor <= MAX_AMOUNT_MINOR ? amountMinor : undefined;
}

/** Returns a sample price for the examples of operations. */
export function usd(priceValue: number): Price {
  return { sortIndex: 0, priceValue, currencyCode: 'USD' };
}

/**
 * Returns the cents of a price in USD. Throws `invalid_request` at `path` for another currency, and
 * for an amount outside `min` and `max`, both inclusive and in cents.
 */
export function readUsd(
  { priceValue, currencyCode }: { priceValue: number; currencyCode: string },
  path: string,
  { min = 0n, max = MAX_AMOUNT_MINOR }: { min?: bigint; max?: bigint } = {},
): bigint {
  if (currencyCode !== 'USD') throw invalid(`${path}/currencyCode`, 'must be USD');
  const amountMinor = toMinor(priceValue);
  if (amountMinor !== undefined && amountMinor >= min && amountMinor <= max) return amountMinor;
  const range = `${formatAmount(min)} and ${formatAmount(max)}`;
  throw invalid(`${path}/priceValue`, `must be between ${range}`);
}

/** Returns an amount for sentences: `490n` is `4.90 USD`. */
export function formatAmount(amountMinor: bigint): string {
  return `${toDecimal(amountMinor)} USD`;
}

/** Returns an amount as a plain number: `-490n` is `-4.90`. */
export function toDecimal(amountMinor: bigint): string {
  const sign = amountMinor < 0n ? '-' : '';
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
