import type { Queryable } from '../db/database.ts';
import { selectOwners } from './owner-store.ts';

/** The accounts that hold the carrier's profiles among these ICCIDs, by ICCID; sold ones only. */
export async function findOwners(
  db: Queryable,
  of: { carrier: string; iccids: readonly string[] },
): Promise<Map<string, string>> {
  if (of.iccids.length === 0) return new Map();
  const owned = await selectOwners(db, of);
  return new Map(owned.map(({ iccid, accountId }) => [iccid, accountId]));
}
