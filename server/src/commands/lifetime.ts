import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../platform/log/log.ts';

/** How long a process that was asked to stop may take to finish what it has begun. */
export const DRAIN_MS = 10_000;
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** What a shell reports of a process that a signal ended. */
const ENDED_BY_SIGNAL = { SIGTERM: 143, SIGINT: 130 };

export type Lifetime = {
  /** Settles with the first signal. */
  asked: Promise<void>;
  /** What is to be ended when there is no time to end anything properly; the newest first. */
  onAbandon(end: () => void): void;
};

/**
 * Watches for the end of this process: the first signal asks for it, a second one ends it at once,
 * and so does, with a line in the log, whatever nobody caught.
 */
export function watchLifetime(log: Log): Lifetime {
  const ends: (() => void)[] = [];
  const exit = (code: number) => {
    for (const end of ends.reverse()) attempt(end);
    process.exit(code);
  };
  const crash = (err: unknown) => {
    log.fatal({ err }, 'Ended by a failure that nobody caught');
    exit(1);
  };
  process.on('unhandledRejection', crash).on('uncaughtException', crash);
  const asked = new Promise<void>((resolve) => {
    let isAsked = false;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (isAsked) exit(ENDED_BY_SIGNAL[signal]);
        isAsked = true;
        resolve();
      });
    }
  });
  return { asked, onAbandon: (end) => ends.push(end) };
}

/** Waits for the work, but no longer than this; gives whether it ended in time. */
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
    // It has ended already, which is what is wanted.
  }
}
