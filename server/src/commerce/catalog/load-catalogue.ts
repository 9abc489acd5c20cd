import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { knownCountrySets } from './country-set.ts';
import { upsertCountrySets } from './country-set-store.ts';
import type { Catalogue } from './data-plan.ts';
import { upsertDataPlans } from './plan-store.ts';
import { insertDefaultPriceList, selectDefaultPriceList, upsertPrices } from './price-store.ts';
import { raiseCatalogueVersion } from './version-store.ts';

/**
 * Brings the country sets that no operator has edited to those that this version ships. Returns how
 * many were new or changed.
 */
export async function installGeography(tx: Tx): Promise<number> {
  const changes = await upsertCountrySets(tx, knownCountrySets());
  if (changes > 0) await raiseCatalogueVersion(tx);
  return changes;
}

/**
 * Brings sets, plans and the default price list to what the catalogue says, and leaves what it does
 * not name as it is. Loading the same catalogue again changes nothing, the version included.
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
