import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../platform/log/log.ts';

/** The time that a stopping process has for the work it has begun. */
export const DRAIN_MS = 10_000;
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** The exit codes that a shell reports for a process that a signal ended. */
const ENDED_BY_SIGNAL = { SIGTERM: 143, SIGINT: 130 };

export type Lifetime = {
  /** Resolves with the first signal. */
  stopRequested: Promise<void>;
  /** Registers what is ended when the process exits at once; the newest is ended first. */
  onAbandon(end: () => void): void;
};

/**
 * Watches for the end of this process. The first signal requests a stop and the second one exits at
 * once. An uncaught error is logged and exits at once as well.
 */
export function watchLifetime(log: Log): Lifetime {
  const ends: (() => void)[] = [];
  const exit = (code: number) => {
    for (const end of ends.reverse()) attempt(end);
    process.exit(code);
  };
  const crash = (err: unknown) => {
    log.fatal({ err }, 'process ended by an uncaught error');
    exit(1);
  };
  process.on('unhandledRejection', crash).on('uncaughtException', crash);
  const stopRequested = new Promise<void>((resolve) => {
    let isRequested = false;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (isRequested) exit(ENDED_BY_SIGNAL[signal]);
        isRequested = true;
        resolve();
      });
    }
  });
  return { stopRequested, onAbandon: (end) => ends.push(end) };
}

/** Waits for the work up to the timeout. Returns false if it has not ended by then. */
export async function endsWithin(timeoutMs: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(timeoutMs, false, { signal: timer.signal }).catch(() => false);
  const isDone = await Promise.race([work.then(() => true), late]);
  timer.abort();
  return isDone;
}

function attempt(end: () => void): void {
  try {
    end();
  } catch {
    // It has already ended.
  }
}
