import { setTimeout as delay } from 'node:timers/promises';
import type { RateLimit } from '../../src/kernel/token-bucket.ts';
import { connect } from '../../src/platform/db/connect.ts';
import { type Queryable, sql } from '../../src/platform/db/database.ts';
import { createSharedLimits, type Limits } from '../../src/platform/limits/limits.ts';

/** A limit whose burst is gone within a test, and not back before a busy machine goes on. */
export const TESTED_LIMIT: RateLimit = { perSecond: 100, burst: 400 };
const SECRET = Buffer.alloc(32, 7);

/** Opens the limits as one process has them: over connections of its own. */
export function openLimits(url: string, clock?: () => number) {
  const db = connect({ url, maxConnections: 2, applicationName: 'gigastore tests' });
  const limits = createSharedLimits({
    db,
    secret: SECRET,
    ...(clock && { clock }),
  });
  const close = async () => {
    await limits.close();
    await db.close();
  };
  return { limits, db, close };
}

export type Taken = { allowed: number; refused: number; waited: number };

/** Asks for as many tokens as there are until the time is over and one was refused. */
export async function takeAll(
  limits: Limits,
  { kind, forMs, limit = TESTED_LIMIT }: { kind: string; forMs: number; limit?: RateLimit },
): Promise<Taken> {
  const buckets = limits.buckets(kind, limit);
  const until = performance.now() + forMs;
  const taken = { allowed: 0, refused: 0, waited: 0 };
  for (;;) {
    const asked = buckets.take('somebody');
    if (asked instanceof Promise) taken.waited += 1;
    const { isAllowed } = await asked;
    if (isAllowed) taken.allowed += 1;
    else taken.refused += 1;
    if (!isAllowed && performance.now() > until) return taken;
    if (!isAllowed) await delay(1);
  }
}

/** Returns what the one bucket of the database has now, and the time for which it has filled. */
export async function readOnlyBucket(
  db: Queryable,
  since: Date,
): Promise<{ tokens: number; seconds: number }> {
  const row = await db.row<{ tokens: number; seconds: number }>(sql`
    select tokens - leased + per_second
        * extract(epoch from clock_timestamp() - at)::double precision as tokens,
      extract(epoch from clock_timestamp() - ${since})::double precision as seconds
    from rate_limits`);
  if (!row) throw new Error('There is no bucket.');
  return row;
}
