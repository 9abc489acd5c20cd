import type { Queryable } from '../../platform/db/database.ts';
import { selectOwners } from './profile-store.ts';

/** Returns the account that holds each of the carrier's sold profiles, by ICCID. */
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
