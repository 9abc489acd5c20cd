import type { Cost } from '../../connectivity/carriers/index.ts';

/** What one unit of a currency is worth from a day (`2026-04-30`, UTC) on. */
export type ExchangeRate = { currency: string; validFrom: string; usdMillionths: bigint };

/** A price of a supplier, and what it is in dollars. */
export type ConvertedCost = Cost & {
  usdTenThousandths: bigint;
  /** Null for a price in dollars. */
  rate: { validFrom: string; usdMillionths: bigint } | null;
};

const MILLION = 1_000_000n;

/**
 * Returns the price in dollars by the rate of its currency, rounded up; undefined if there is no
 * rate.
 */
export function convertCost(
  cost: Cost,
  rates: ReadonlyMap<string, ExchangeRate>,
): ConvertedCost | undefined {
  if (cost.currency === 'USD') {
    return { ...cost, usdTenThousandths: cost.tenThousandths, rate: null };
  }
  const found = rates.get(cost.currency);
  if (!found) return undefined;
  const { validFrom, usdMillionths } = found;
  const usdTenThousandths = (cost.tenThousandths * usdMillionths + MILLION - 1n) / MILLION;
  return { ...cost, usdTenThousandths, rate: { validFrom, usdMillionths } };
}

/** Returns whole cents; a fraction of a cent counts as one. */
export function toCents(usdTenThousandths: bigint): bigint {
  return (usdTenThousandths + 99n) / 100n;
}
