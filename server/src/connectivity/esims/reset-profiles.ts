import type { Tx } from '../../platform/db/database.ts';
import { deleteProfiles } from './reset-store.ts';

/** Forgets every profile and profile domain of a sandbox account. */
export function resetProfiles(tx: Tx, accountId: string): Promise<void> {
  return deleteProfiles(tx, accountId);
}
