import type { Tx } from '../../platform/db/database.ts';
import { deleteProfilesOf } from './carrier-profile-store.ts';
import { insertFreeAgain } from './free-profile-store.ts';
import { SANDBOX_CARRIER } from './sandbox/index.ts';

/**
 * Returns the profiles of a sandbox account that is reset to their carriers: profiles that the
 * sandbox carrier minted are deleted, others are free again.
 */
export async function resetCarrierProfiles(tx: Tx, iccids: readonly string[]): Promise<void> {
  if (iccids.length === 0) return;
  await deleteProfilesOf(tx, { carrier: SANDBOX_CARRIER, iccids });
  await insertFreeAgain(tx, iccids);
}
