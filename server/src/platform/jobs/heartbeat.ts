import type { Database } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import { beat, deleteOldRuns, releaseDeadRuns } from './store.ts';

const BEAT_MS = 20_000;
/** Six missed heartbeats: the process has ended or lost the database. */
const DEAD_AFTER_SECONDS = 120;

/**
 * Records a heartbeat of a worker run every 20 seconds, and releases the jobs of runs without one:
 * a killed process would keep them locked for four hours. Returns the function that ends it.
 */
export function startHeartbeat(parts: { db: Database; log: Log }, runId: string): () => void {
  const { db, log } = parts;
  const once = async () => {
    await beat(db, runId);
    const runs = await releaseDeadRuns(db, DEAD_AFTER_SECONDS);
    if (runs.length > 0) log.warn({ runs }, 'jobs of dead workers released');
    await deleteOldRuns(db);
  };
  const attempt = () => {
    once().catch((err: unknown) => log.warn({ err }, 'worker heartbeat failed'));
  };
  attempt();
  const timer = setInterval(attempt, BEAT_MS);
  return () => clearInterval(timer);
}
