import { eraseOldUserIps } from '../commerce/activations/index.ts';
import { eraseSessionAddresses } from '../identity/sessions/index.ts';
import type { Database } from '../platform/db/database.ts';
import { eraseAuditAddresses, eraseSaleAddresses } from '../tenancy/audit/index.ts';

const BATCH = 1_000;
/** The most batches of one kind in one run; the next run erases the rest. */
const MAX_BATCHES = 500;

type EraseAddresses = (
  db: Database,
  of: { olderThanDays: number; limit: number },
) => Promise<number>;

/** One for each table that keeps IP addresses. */
const KINDS: readonly EraseAddresses[] = [
  eraseOldUserIps,
  eraseAuditAddresses,
  eraseSaleAddresses,
  eraseSessionAddresses,
];

/**
 * Erases every IP address that is older than the given number of days of real time, in small
 * statements. Returns the number of erased addresses.
 */
export async function eraseOldAddresses(db: Database, olderThanDays: number): Promise<number> {
  let erased = 0;
  for (const erase of KINDS) erased += await eraseKind(db, erase, olderThanDays);
  return erased;
}

async function eraseKind(
  db: Database,
  erase: EraseAddresses,
  olderThanDays: number,
): Promise<number> {
  let erased = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const cleared = await erase(db, { olderThanDays, limit: BATCH });
    erased += cleared;
    if (cleared < BATCH) break;
  }
  return erased;
}
