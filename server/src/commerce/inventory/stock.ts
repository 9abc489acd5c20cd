import { keyOf, type OfAccount } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { raiseInventoryVersion } from './inventory-version-store.ts';
import { addStock, selectStockForUpdate, subtractStock } from './stock-store.ts';

/**
 * Returns the prepaid units of each item by `keyOf`, and locks them until the transaction ends.
 * With `skipLocked`, items that another transaction holds are left out.
 */
export async function lockStock(
  tx: Tx,
  items: readonly OfAccount[],
  options: { skipLocked: boolean },
): Promise<Map<string, number>> {
  if (items.length === 0) return new Map();
  const rows = await selectStockForUpdate(tx, items, options);
  return new Map(rows.map((row) => [keyOf(row), row.stockUnits]));
}

/**
 * Deducts units of items that the caller has locked. Throws an error, which is a defect of the
 * caller, if an item does not have the units.
 */
export async function deductStockUnits(
  tx: Tx,
  deductions: readonly (OfAccount & { units: number })[],
): Promise<void> {
  if (deductions.length === 0) return;
  const items = await subtractStock(tx, deductions);
  if (items !== deductions.length) throw new Error('an item has fewer units than were deducted');
}

/** Returns a prepaid unit to its item, because the sale that took it failed. */
export async function returnStockUnit(tx: Tx, { accountId, id }: OfAccount): Promise<void> {
  await addStock(tx, accountId, { id, units: 1 });
  await raiseInventoryVersion({ db: tx, accountId });
}
