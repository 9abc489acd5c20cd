import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '../kernel/refusal.ts';
import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log/log.ts';
import { findPending } from './prepare-store.ts';

const REACH_WITHIN_MS = 30_000;
const REACH_POLL_MS = 500;

/** Waits up to 30 s for a database that starts at the same time as this process. */
export async function reachDatabase(db: Database, log: Log): Promise<void> {
  const deadline = performance.now() + REACH_WITHIN_MS;
  for (let attempt = 1; !(await isReachable(db, deadline)); attempt += 1) {
    if (attempt === 1) log.warn('waiting for the database');
    await delay(REACH_POLL_MS);
  }
}

async function isReachable(db: Database, deadline: number): Promise<boolean> {
  try {
    await findPending(db);
    return true;
  } catch (error) {
    // A read is refused only while the database is unreachable.
    if (!(error instanceof Refusal) || performance.now() > deadline) throw error;
    return false;
  }
}
