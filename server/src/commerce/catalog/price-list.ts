import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import type { ListedPrice, PriceList } from './listed-price.ts';
import { selectPriceList, selectPriceListForUpdate } from './price-list-store.ts';
import { selectPrices } from './price-store.ts';

/** Returns the list with all its prices. Throws `price_list_not_found`. */
export async function readPriceList(
  db: Queryable,
  id: string,
): Promise<PriceList & { prices: ListedPrice[] }> {
  const list = await findPriceList(db, id);
  return { ...list, prices: await selectPrices(db, list.id) };
}

/** Returns the list without its prices. Throws `price_list_not_found`. */
export async function findPriceList(db: Queryable, id: string): Promise<PriceList> {
  return found(await selectPriceList(db, id));
}

/** Locks the list until the transaction ends. Throws `price_list_not_found`. */
export async function lockPriceList(tx: Tx, id: string): Promise<PriceList> {
  return found(await selectPriceListForUpdate(tx, id));
}

function found(list: PriceList | undefined): PriceList {
  if (!list) throw new Refusal('price_list_not_found', 'No price list has this ID.');
  return list;
}
