import { eraseOldUserAddresses } from '../commerce/activations/index.ts';
import { eraseSessionAddresses } from '../identity/sessions/index.ts';
import type { Queryable } from '../platform/db/database.ts';
import { forgetAuditAddresses } from '../tenancy/audit/index.ts';

const BATCH = 1_000;
/** One run's bound for each kind; what is left over waits for the next run. */
const MAX_BATCHES = 500;

type Forget = (db: Queryable, of: { olderThanDays: number; limit: number }) => Promise<number>;

/** Where addresses are kept, of whomever. */
const KINDS: readonly Forget[] = [
  eraseOldUserAddresses,
  forgetAuditAddresses,
  eraseSessionAddresses,
];

/**
 * Takes every IP address out that was kept for longer than so many days of real time, in small
 * statements; gives their number.
 */
export async function forgetAddresses(db: Queryable, olderThanDays: number): Promise<number> {
  let forgotten = 0;
  for (const forget of KINDS) forgotten += await forgetKind(db, forget, olderThanDays);
  return forgotten;
}

async function forgetKind(db: Queryable, forget: Forget, olderThanDays: number): Promise<number> {
  let forgotten = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const cleared = await forget(db, { olderThanDays, limit: BATCH });
    forgotten += cleared;
    if (cleared < BATCH) break;
  }
  return forgotten;
}
