import type { Queryable } from '../../platform/db/database.ts';
import { selectOwners } from './owner-store.ts';

/** The accounts that hold the carrier's profiles among these ICCIDs, by ICCID; sold ones only. */
export async function findOwners(
  db: Queryable,
  of: { carrier: string; iccids: readonly string[] },
): Promise<Map<string, string>> {
  if (of.iccids.length === 0) return new Map();
  const owners = new Map<string, string>();
  for (const { accountId, iccids } of await selectOwners(db, of)) {
    for (const iccid of iccids.split(',')) owners.set(iccid, accountId);
  }
  return owners;
}
