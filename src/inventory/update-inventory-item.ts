import type { Context } from '../accounts/index.ts';
import type { Tx } from '../db/database.ts';
import type { PriceInput } from '../http/schemas.ts';
import { toMinor } from '../lib/money.ts';
import { isName, NAME_RULE } from '../lib/names.ts';
import { invalid } from '../lib/refusal.ts';
import { type InventoryItemView, showInventoryItem } from './inventory-item.ts';
import { itemNotFound, readInventoryItem } from './read-inventory-item.ts';
import { raiseInventoryVersion, selectItemForUpdate, updateItem } from './store.ts';

export type UpdateInventoryItem = {
  id: string;
  name?: string;
  retailPrice?: PriceInput;
  active?: boolean;
};

/**
 * Changes what the account decides of its item: name, retail price, whether it is for sale.
 * Refuses `invalid_request`, `inventory_item_not_found`.
 */
export async function updateInventoryItem(
  tx: Tx,
  ctx: Pick<Context, 'accountId'>,
  { id, name, retailPrice, active }: UpdateInventoryItem,
): Promise<InventoryItemView> {
  const change = { name: checkName(name), retailMinor: toRetailMinor(retailPrice), active };
  const item = await selectItemForUpdate(tx, ctx.accountId, id);
  if (!item) throw itemNotFound();
  const changesNothing = Object.values(change).every((value) => value === undefined);
  if (changesNothing) return showInventoryItem(item);

  await updateItem(tx, ctx.accountId, { id: item.id, ...change });
  await raiseInventoryVersion(tx, ctx.accountId);
  return readInventoryItem(tx, ctx.accountId, item.id);
}

function checkName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  return name.trim();
}

function toRetailMinor(price: PriceInput | undefined): bigint | undefined {
  if (price === undefined) return undefined;
  if (price.currencyCode !== 'USD') throw invalid('/retailPrice/currencyCode', 'must be USD');
  const retailMinor = toMinor(price.priceValue);
  if (retailMinor === undefined) {
    throw invalid('/retailPrice/priceValue', 'must be at most 10000000, with two decimals');
  }
  return retailMinor;
}
