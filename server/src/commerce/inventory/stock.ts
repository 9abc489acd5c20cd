import { keyOf, type OfAccount } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { selectStockForUpdate, subtractStock } from './store.ts';

/**
 * How many units each of these items has in stock, by key (`keyOf`); that stays so until the
 * transaction ends. With `skipLocked` items that another transaction holds are left out.
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
 * Deducts units of items. The caller has them locked and knows that they are there: deducting what
 * is not is its defect and fails the transaction.
 */
export async function deductStockUnits(
  tx: Tx,
  deductions: readonly (OfAccount & { units: number })[],
): Promise<void> {
  if (deductions.length === 0) return;
  const items = await subtractStock(tx, deductions);
  if (items !== deductions.length) throw new Error('an account lacks stock that was promised');
}
