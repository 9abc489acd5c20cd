import { Logger } from 'graphile-worker';
import type { Log } from '../log/log.ts';

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

/** What the queue says, in our log; each job that went well is told at debug level only. */
export function workerLogger(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const { taskIdentifier: task, jobId } = scope;
    log[LEVELS[level]]({ task, jobId, err: meta?.error }, message);
  });
}

export const silent = new Logger(() => () => {});
