import { isUuid } from '../../kernel/ids.ts';
import { MAX_AMOUNT_MINOR } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { WholesalePrice } from './data-plan.ts';
import {
  raiseCatalogueVersion,
  selectDataPlanIds,
  selectPriceList,
  upsertPrices,
} from './store.ts';

export type SetPrices = { priceListId: string; prices: readonly WholesalePrice[] };

/**
 * Sets what data plans cost by one price list; of a plan given twice the last price counts.
 * Refuses `invalid_request`: no such list, an amount out of range, no such data plan.
 */
export async function setPrices(tx: Tx, input: SetPrices): Promise<{ changes: number }> {
  const { priceListId, prices } = input;
  await checkPriceList(tx, priceListId);
  prices.forEach(checkAmount);
  await checkDataPlans(tx, prices);

  const changes = await upsertPrices(tx, priceListId, lastOfEach(prices));
  if (changes > 0) await raiseCatalogueVersion(tx);
  return { changes };
}

async function checkPriceList(tx: Tx, id: string): Promise<void> {
  const list = isUuid(id) && (await selectPriceList(tx, id));
  if (!list) throw invalid('/priceListId', 'must be the id of a price list');
}

function checkAmount(price: WholesalePrice, index: number): void {
  const { wholesaleMinor } = price;
  if (wholesaleMinor >= 0n && wholesaleMinor <= MAX_AMOUNT_MINOR) return;
  throw invalid(`/prices/${index}/wholesaleMinor`, `must be 0 to ${MAX_AMOUNT_MINOR} cents`);
}

async function checkDataPlans(tx: Tx, prices: readonly WholesalePrice[]): Promise<void> {
  const known = await selectDataPlanIds(tx, prices.map((price) => price.dataPlanId).filter(isUuid));
  const index = prices.findIndex((price) => !known.has(price.dataPlanId.toLowerCase()));
  if (index < 0) return;
  throw invalid(`/prices/${index}/dataPlanId`, 'must be the id of a data plan');
}

function lastOfEach(prices: readonly WholesalePrice[]): WholesalePrice[] {
  return [...new Map(prices.map((price) => [price.dataPlanId.toLowerCase(), price])).values()];
}
