import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { knownCountrySets } from './country-set.ts';
import { upsertCountrySets } from './country-set-store.ts';
import type { Catalogue } from './data-plan.ts';
import { upsertDataPlans } from './plan-store.ts';
import { insertDefaultPriceList, selectDefaultPriceList } from './price-list-store.ts';
import { upsertPrices } from './price-store.ts';
import { raiseCatalogueVersion } from './version-store.ts';

/**
 * Updates the country sets that no operator has edited to those that this version ships. Returns
 * the number of sets that were new or changed.
 */
export async function installGeography(tx: Tx): Promise<number> {
  const changes = await upsertCountrySets(tx, knownCountrySets());
  if (changes > 0) await raiseCatalogueVersion(tx);
  return changes;
}

/**
 * Creates and updates the sets, plans and default prices of the catalogue. Others stay as they are.
 * Loading the same catalogue again changes nothing, not even the version.
 */
export async function loadCatalogue(
  tx: Tx,
  catalogue: Catalogue,
): Promise<{ priceListId: string; changes: number }> {
  const priceListId = await ensureDefaultPriceList(tx);
  const sets = await upsertCountrySets(tx, catalogue.countrySets);
  const plans = await upsertDataPlans(tx, catalogue.dataPlans);
  const prices = await upsertPrices(tx, priceListId, catalogue.prices);
  const changes = sets + plans + prices;
  if (changes > 0) await raiseCatalogueVersion(tx);
  return { priceListId, changes };
}

async function ensureDefaultPriceList(tx: Tx): Promise<string> {
  await insertDefaultPriceList(tx, { id: newId(), name: 'Default' });
  const list = await selectDefaultPriceList(tx);
  if (!list) throw new Error('there is no default price list');
  return list.id;
}
