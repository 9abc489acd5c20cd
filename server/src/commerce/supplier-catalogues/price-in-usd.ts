import type { Cost } from '../../connectivity/carriers/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { convertCost } from './exchange-rate.ts';
import { selectRateOf } from './rate-store.ts';

/** A price that a carrier asks for an item at a time. */
type AskedPrice = { carrier: string; item: string; cost: Cost; at: Date };

/**
 * Returns a price in ten-thousandths of a dollar, by the rate that is kept with the item's latest
 * price, or else by that of the day; undefined without a rate of its currency.
 */
export async function priceInUsd(
  db: Queryable,
  { carrier, item, cost, at }: AskedPrice,
): Promise<bigint | undefined> {
  const { currency } = cost;
  if (currency === 'USD') return cost.tenThousandths;
  const day = at.toISOString().slice(0, 10);
  const rate = await selectRateOf(db, { carrier, item, currency, day });
  return convertCost(cost, new Map(rate ? [[currency, rate]] : []))?.usdTenThousandths;
}
