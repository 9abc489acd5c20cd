import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectStockForUpdate, subtractStock } from './store.ts';

/** How many units each of these items has in stock; that stays so until the transaction ends. */
export async function lockStock(
  tx: Tx,
  { accountId, itemIds }: { accountId: string; itemIds: readonly string[] },
): Promise<Map<string, number>> {
  const rows = await selectStockForUpdate(tx, accountId, itemIds);
  return new Map(rows.map((row) => [row.id, row.stockUnits]));
}

/**
 * Takes so many units of each item. The caller has them locked and knows that they are there:
 * taking what is not is its defect and fails the transaction.
 */
export async function deductStockUnits(
  scope: Pick<Scope, 'db' | 'accountId'>,
  units: ReadonlyMap<string, number>,
): Promise<void> {
  if (units.size === 0) return;
  const items = await subtractStock(scope.db, scope.accountId, units);
  if (items !== units.size)
    throw new Error(`account ${scope.accountId} lacks stock that was promised`);
}
