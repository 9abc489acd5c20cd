import type { Queryable } from '../../platform/db/database.ts';
import { type CarrierHealth, HEALTH_WINDOW_MS, healthOf } from './health.ts';
import { selectRecentCalls } from './recent-call-store.ts';

/** Returns how each of the carriers does by the calls of the last 15 minutes. */
export async function readHealth(
  db: Queryable,
  { carriers, now }: { carriers: readonly string[]; now: Date },
): Promise<CarrierHealth[]> {
  const since = new Date(now.getTime() - HEALTH_WINDOW_MS);
  return healthOf(carriers, await selectRecentCalls(db, { carriers, since }), now);
}
