import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from '../db/database.ts';
import { startHeartbeat } from './heartbeat.ts';
import { openJobsPool } from './pool.ts';
import { CONCURRENCY, type RunOptions, runJobs } from './run-jobs.ts';
import { unlockJobs } from './store.ts';

/** One that listens and one that fetches, besides the jobs. */
const MAX_CONNECTIONS = CONCURRENCY + 2;
const RESTART_MS = 2_000;
const CLOSE_MS = 1_000;

export type WorkerOptions = RunOptions & { url: string; db: Database };

export type Worker = {
  /** Takes no more jobs and ends when those that run have ended. */
  stop(): Promise<void>;
};

/**
 * Runs jobs until it is stopped, over every loss of the database. Notifications only make it
 * faster: without them due jobs are found every other second.
 */
export function startWorker(options: WorkerOptions): Worker {
  const stopping = new AbortController();
  const ended = keepRunning(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function keepRunning(options: WorkerOptions, stopping: AbortSignal): Promise<void> {
  const lockedBy: string[] = [];
  while (!stopping.aborted) {
    const pool = openJobsPool(options.url, MAX_CONNECTIONS);
    await runOnce(pool, options, { lockedBy, stopping }).catch((err: unknown) => {
      options.log.warn({ err }, 'worker lost its database, trying again');
    });
    // A connection that the runner has lost sight of would be waited for for ever.
    await Promise.race([pool.end(), delay(CLOSE_MS, undefined, { ref: false })]);
    await delay(RESTART_MS, undefined, { signal: stopping }).catch(() => {});
  }
}

/**
 * Runs the queue once. `lockedBy` keeps the name under which a run locks its jobs, for the next
 * run.
 */
async function runOnce(
  pool: pg.Pool,
  options: WorkerOptions,
  { lockedBy, stopping }: { lockedBy: string[]; stopping: AbortSignal },
): Promise<void> {
  // Else what the last run had fetched when it broke off would stay locked for four hours.
  if (lockedBy.length > 0) await unlockJobs(options.db, lockedBy);
  lockedBy.length = 0;
  let stopBeating = () => {};
  const onPool = (id: string) => {
    lockedBy.push(id);
    stopBeating = startHeartbeat(options, id);
  };
  await runJobs(pool, { ...options, onPool }, stopping).finally(() => stopBeating());
}
