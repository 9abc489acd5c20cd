import { createCallLog } from '../../connectivity/carrier-orders/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { type CallParts, openSmdp } from './open-smdp.ts';
import { selectSmdp } from './smdp-store.ts';

/** How a test call ended. */
export type Tested = {
  outcome: 'done' | 'refused' | 'retry_later' | 'unknown';
  /** Why it was not done. */
  detail: string | null;
  durationMs: number;
};

/**
 * Asks an SM-DP+ for what changes nothing, and keeps the call. Returns undefined if there is no
 * such SM-DP+.
 */
export async function testSmdp(
  { db, ...parts }: Omit<CallParts, 'record'> & { db: Database },
  name: string,
): Promise<Tested | undefined> {
  const smdp = await selectSmdp(db, name);
  if (!smdp) return undefined;
  const log = createCallLog({ db, now: parts.realNow, onError: () => undefined });
  const startedAt = performance.now();
  const end = await openSmdp(smdp, { ...parts, record: log.record }).test();
  const durationMs = Math.round(performance.now() - startedAt);
  await log.flush();
  return { outcome: end.end, detail: end.end === 'done' ? null : end.detail, durationMs };
}
