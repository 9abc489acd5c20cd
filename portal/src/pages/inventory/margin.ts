import type { Schemas } from '../../api/client.ts';

/** Returns the reseller's share of the retail price; negative below cost. */
export function marginOf({
  retailPrices,
  prices,
}: Pick<Schemas['InventoryItem'], 'retailPrices' | 'prices'>): number | undefined {
  const [retail, wholesale] = [retailPrices[0]?.priceValue, prices[0]?.priceValue];
  if (!retail || wholesale === undefined) return undefined;
  return (retail - wholesale) / retail;
}
