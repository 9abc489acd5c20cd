import type { Tx } from '../../platform/db/database.ts';
import { releaseProfiles } from './reset-store.ts';

/** Takes back every profile that a sandbox account took. */
export function resetCarrierProfiles(tx: Tx, accountId: string): Promise<void> {
  return releaseProfiles(tx, accountId);
}
