import type { Tx } from '../../platform/db/database.ts';
import { insertFreeAgain } from './free-profile-store.ts';
import { SANDBOX_CARRIER } from './sandbox/index.ts';
import { deleteProfilesOf } from './store.ts';

/**
 * Receives back the profiles of an account that is reset. Those that the sandbox carrier minted
 * were never real and are deleted; others are free again.
 */
export async function resetCarrierProfiles(tx: Tx, iccids: readonly string[]): Promise<void> {
  if (iccids.length === 0) return;
  await deleteProfilesOf(tx, { carrier: SANDBOX_CARRIER, iccids });
  await insertFreeAgain(tx, iccids);
}
