import { Logger } from 'graphile-worker';
import type { Log } from '../log/log.ts';

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

/**
 * Returns a logger that writes the messages of the queue to our log; jobs that went well at debug
 * level.
 */
export function workerLogger(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const { taskIdentifier: task, jobId } = scope;
    log[LEVELS[level]]({ task, jobId, err: meta?.error }, message);
  });
}

export const silent = new Logger(() => () => {});
