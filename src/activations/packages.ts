import type { Tx } from '../db/database.ts';
import type { ActivatedItem } from './activated-item.ts';
import { type PackageRow, selectUsableForUpdate, updatePackages } from './package-store.ts';

/**
 * The packages of these profile domains that may give data to a use at `since` or later, with the
 * countries where they work, locked until the transaction ends.
 */
export function lockUsablePackages(
  tx: Tx,
  of: { accountId: string; domainIds: readonly string[]; since: Date },
): Promise<PackageRow[]> {
  return selectUsableForUpdate(tx, of.accountId, of);
}

/** Writes what use and time have made of locked packages. */
export async function savePackages(
  tx: Tx,
  accountId: string,
  items: readonly ActivatedItem[],
): Promise<void> {
  if (items.length > 0) await updatePackages(tx, accountId, items);
}
