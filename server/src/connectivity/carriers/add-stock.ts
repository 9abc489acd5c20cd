import type { Tx } from '../../platform/db/database.ts';
import { growBatch } from './batch-store.ts';
import type { CarrierProfile } from './carrier.ts';
import { insertProfiles } from './carrier-profile-store.ts';
import { insertFree } from './free-profile-store.ts';

/**
 * Adds a profile to the stock of its carrier, where a sale takes it as one that was imported. It is
 * counted into its batch. Returns false if an eSIM has its ICCID already.
 */
export async function addStock(
  tx: Tx,
  stock: { carrier: string; profile: CarrierProfile; batchId: string; importedByName: string },
): Promise<boolean> {
  const { carrier, profile, batchId: id, importedByName } = stock;
  const iccids = await insertProfiles(tx, { carrier, profiles: [profile] });
  if (iccids.length === 0) return false;
  await insertFree(tx, { carrier, iccids });
  await growBatch(tx, { id, carrier, importedByName });
  return true;
}
