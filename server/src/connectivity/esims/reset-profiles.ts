import type { Scope } from '../../platform/db/scope.ts';
import { deleteDomains } from './domain-store.ts';
import { deleteProfiles } from './profile-store.ts';
import { deleteSessions } from './session-store.ts';

/** Deletes every profile and profile domain of a sandbox account and returns the ICCIDs. */
export async function resetProfiles({
  db,
  accountId,
}: Pick<Scope, 'db' | 'accountId'>): Promise<string[]> {
  await deleteSessions(db, accountId);
  const iccids = await deleteProfiles(db, accountId);
  await deleteDomains(db, accountId);
  return iccids;
}
