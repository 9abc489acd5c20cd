import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../../../kernel/ids.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Log } from '../../../platform/log/log.ts';
import { createAlarm } from './alarm.ts';
import type { PostingParts } from './attempt.ts';
import { createDispatch } from './dispatch.ts';
import { forget, type Outbox, wantsMoreWork } from './outbox.ts';
import type { Outcome } from './outcome-store.ts';
import { createRounds } from './rounds.ts';
import { createScanPace } from './scan-pace.ts';
import { createOutcomeWriter } from './write-outcomes.ts';

/** How long a worker keeps an endpoint without a sign of life. */
export const LEASE_MS = 20_000;
const PAUSE_AFTER_ERROR_MS = 1_000;
/** What is under way when a worker stops may end within this time; else another one repeats it. */
const STOP_PATIENCE_MS = 8_000;

export type DeliveryMetrics = {
  observeAttempt(attempt: { outcome: 'delivered' | 'retried' | 'failed'; seconds: number }): void;
};

export type DeliveryOptions = Omit<PostingParts, 'clock'> & {
  db: Database;
  log: Log;
  metrics?: DeliveryMetrics;
  /** Milliseconds of real time, and numbers from 0 to 1; parameters in tests only. */
  clock?: () => number;
  random?: () => number;
  leaseMs?: number;
};

/** The worker that tells resellers what has happened. */
export type Deliveries = {
  /** Looks at once, for after a commit that recorded events in this process. */
  nudge(): void;
  /** Begins nothing more; ends when what is under way has ended and is written down. */
  stop(): Promise<void>;
};

/**
 * Sends what happened to who wants to know it, until it is stopped, through losses of the database.
 * Any number of workers may run: each endpoint has one sender at a time, whoever takes it first.
 */
export function startDeliveries(options: DeliveryOptions): Deliveries {
  const { db, log, clock = Date.now, random = Math.random, leaseMs = LEASE_MS } = options;
  const alarm = createAlarm();
  const stopping = new AbortController();
  const writer = createOutcomeWriter({ db, log });
  const dispatch = createDispatch({ ...options, clock, random, onOutcome });
  const pace = createScanPace(() => performance.now());
  const rounds = createRounds({ db, log, clock, leaseMs, sender: newId(), dispatch, alarm, pace });
  const running = run();

  function onOutcome(outbox: Outbox, outcome: Outcome): void {
    options.metrics?.observeAttempt({
      outcome: outcomeWord(outcome),
      seconds: outcome.durationMs / 1000,
    });
    writer.write(outcome, () => {
      forget(outbox, outcome.id);
      if (wantsMoreWork(outbox)) alarm.ring();
    });
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await rounds.next();
        await alarm.wait(pace.waitMs());
      } catch (err) {
        log.warn({ err }, 'Webhooks wait for the database.');
        rounds.distrust();
        await pause(PAUSE_AFTER_ERROR_MS, stopping.signal);
      }
    }
  }

  return {
    nudge() {
      pace.hurry();
      alarm.ring();
    },
    async stop() {
      stopping.abort();
      dispatch.stop();
      alarm.ring();
      await running;
      const patience = new AbortController();
      const ended = dispatch.ended().then(writer.drained);
      await Promise.race([ended, pause(STOP_PATIENCE_MS, patience.signal)]);
      patience.abort();
      writer.stop();
      await rounds.release().catch((err) => log.warn({ err }, 'Webhooks were left as taken.'));
    },
  };
}

function outcomeWord({ error, nextAttemptAt }: Outcome): 'delivered' | 'retried' | 'failed' {
  if (error === null) return 'delivered';
  return nextAttemptAt ? 'retried' : 'failed';
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}
