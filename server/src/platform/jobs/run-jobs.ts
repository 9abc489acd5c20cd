import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunnerOptions, TaskList, WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Log } from '../log/log.ts';
import type { Schedule, Tasks } from './task.ts';

/** Jobs that one process runs at the same time. */
export const CONCURRENCY = 4;
const POLL_MS = 2_000;
const STOP_MS = 8_000;
const MS_PER_SECOND = 1_000;

export type RunOptions = {
  tasks: Tasks;
  schedule: Schedule;
  log: Log;
  /** Off for poolers that give every transaction another connection. */
  preparedStatements?: boolean;
  /** Called for every job that ended, with its outcome. */
  observeJob?: (job: { task: string; outcome: 'done' | 'failed'; seconds: number }) => void;
};

/**
 * Runs jobs until `stopping`, or throws when the database was lost. When it has ended, none of its
 * tasks runs any more. `onPool` is called with the name under which this run locks its jobs.
 */
export async function runJobs(
  pool: pg.Pool,
  options: RunOptions & { onPool: (id: string) => void },
  stopping: AbortSignal,
): Promise<void> {
  const { run } = await import('graphile-worker');
  const running = new Set<Promise<void>>();
  const events: WorkerEvents = new EventEmitter();
  events.once('pool:create', ({ workerPool }) => options.onPool(workerPool.id));
  // After this the runner waits for ever for an answer that was lost (0.17.3): it is left behind.
  const failed = new Promise<never>((_, reject) => {
    events.once('pool:fatalError', ({ error }) => reject(error));
  });
  failed.catch(() => {});
  const runner = await run({
    ...(await runnerOptions(options)),
    pgPool: pool,
    events,
    taskList: trackTasks(options, running),
  });
  runner.promise.catch(() => {});
  const stop = () => void runner.stop().catch(() => {});
  try {
    const asked = untilAborted(stopping)
      .then(stop)
      .then(() => delay(STOP_MS, undefined, unref));
    await Promise.race([runner.promise, failed, asked]);
  } finally {
    stop();
    await Promise.allSettled(running);
  }
}

const unref = { ref: false };

async function runnerOptions(options: RunOptions): Promise<RunnerOptions> {
  const { parseCronItems } = await import('graphile-worker');
  const { workerLogger } = await import('./worker-log.ts');
  const items = options.schedule.map(({ task, cron }) => ({ task, match: cron }));
  return {
    parsedCronItems: parseCronItems(items),
    logger: workerLogger(options.log),
    noHandleSignals: true,
    preset: {
      worker: {
        concurrentJobs: CONCURRENCY,
        pollInterval: POLL_MS,
        preparedStatements: options.preparedStatements ?? true,
        // Without batches an ended job is recorded by a promise that is not awaited: with the
        // database away that is an unhandled rejection, which ends the process (0.17.3).
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  };
}

function trackTasks({ tasks, observeJob }: RunOptions, running: Set<Promise<void>>): TaskList {
  const list: TaskList = {};
  for (const [name, task] of Object.entries(tasks)) {
    list[name] = async (payload, { abortSignal }) => {
      const work = observed(task(payload, abortSignal), (outcome, seconds) =>
        observeJob?.({ task: name, outcome, seconds }),
      );
      running.add(work);
      await work.finally(() => running.delete(work));
    };
  }
  return list;
}

async function observed(
  work: Promise<void>,
  observe: (outcome: 'done' | 'failed', seconds: number) => void,
): Promise<void> {
  const startedAt = performance.now();
  const end = (outcome: 'done' | 'failed') =>
    observe(outcome, (performance.now() - startedAt) / MS_PER_SECOND);
  await work.then(
    () => end('done'),
    (error: unknown) => {
      end('failed');
      throw error;
    },
  );
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
