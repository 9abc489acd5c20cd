import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import {
  type NamePage,
  selectListedPriceList,
  selectPriceListForUpdate,
  selectPriceLists,
  selectPrices,
} from './plan-store.ts';

/** What data plans cost resellers; one list is the default. */
export type PriceList = { id: string; name: string; isDefault: boolean; createdAt: Date };
export type ListedPrice = { dataPlanId: string; name: string; wholesaleMinor: bigint };

/** A page of the price lists, by name. */
export function listPriceLists(db: Queryable, page: NamePage): Promise<PriceList[]> {
  return selectPriceLists(db, page);
}

/** The list with all its prices; refuses `price_list_not_found`. */
export async function readPriceList(
  db: Queryable,
  id: string,
): Promise<PriceList & { prices: ListedPrice[] }> {
  const list = found(await selectListedPriceList(db, id));
  return { ...list, prices: await selectPrices(db, list.id) };
}

/** The list, kept from changing until the transaction ends; refuses `price_list_not_found`. */
export async function lockPriceList(tx: Tx, id: string): Promise<PriceList> {
  return found(await selectPriceListForUpdate(tx, id));
}

function found(list: PriceList | undefined): PriceList {
  if (!list) throw new Refusal('price_list_not_found', 'There is no price list with this id.');
  return list;
}
