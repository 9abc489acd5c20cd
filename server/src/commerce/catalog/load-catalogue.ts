import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Catalogue } from './data-plan.ts';
import {
  insertDefaultPriceList,
  raiseCatalogueVersion,
  selectDefaultPriceList,
  upsertCountrySets,
  upsertDataPlans,
  upsertPrices,
} from './store.ts';

/**
 * Brings sets, plans and the default price list to what the catalogue says, and leaves what it does
 * not name as it is. Loading the same catalogue again changes nothing, the version included.
 */
export async function loadCatalogue(
  tx: Tx,
  catalogue: Catalogue,
): Promise<{ priceListId: string; changes: number }> {
  const priceListId = await defaultPriceList(tx);
  const sets = await upsertCountrySets(tx, catalogue.countrySets);
  const plans = await upsertDataPlans(tx, catalogue.dataPlans);
  const prices = await upsertPrices(tx, priceListId, catalogue.prices);
  const changes = sets + plans + prices;
  if (changes > 0) await raiseCatalogueVersion(tx);
  return { priceListId, changes };
}

async function defaultPriceList(tx: Tx): Promise<string> {
  await insertDefaultPriceList(tx, { id: newId(), name: 'Default' });
  const list = await selectDefaultPriceList(tx);
  if (!list) throw new Error('there is no default price list');
  return list.id;
}
