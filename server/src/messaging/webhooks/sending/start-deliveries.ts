import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../../../kernel/ids.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Log } from '../../../platform/log/log.ts';
import { createAlarm } from './alarm.ts';
import type { PostingParts } from './attempt.ts';
import { createDispatch } from './dispatch.ts';
import { type Outbox, settle, wantsMoreWork } from './outbox.ts';
import type { Outcome } from './outcome-store.ts';
import { createRounds } from './rounds.ts';
import { createScanPace } from './scan-pace.ts';
import { createOutcomeWriter } from './write-outcomes.ts';

/** How long a sender keeps an endpoint without renewing its lease. */
const LEASE_MS = 20_000;
const PAUSE_AFTER_ERROR_MS = 1_000;
/** How long a stopping sender waits for attempts under way; another sender repeats the rest. */
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

/** The sender of webhooks in this process. */
export type Deliveries = {
  /** Scans for events at once; call it after a commit that recorded some. */
  nudge(): void;
  /** Begins nothing more; resolves when the attempts under way have ended and are recorded. */
  stop(): Promise<void>;
};

/**
 * Sends events to webhook endpoints until it is stopped, also across losses of the database. Any
 * number of senders may run: each endpoint is leased by one of them at a time.
 *
 *     events, webhook_deliveries                       webhook_endpoints
 *        (the log is the queue)                     (cursor, lease, pause)
 *               |                                            |
 *      +--------v--------------------------------------------v--------+
 *  +-->|  rounds.next: scan for endpoints with work, lease them, and  |
 *  |   |  claim due attempts and new events in one transaction        |
 *  |   +--------+-----------------------------------------------------+
 *  |            | prefetched deliveries
 *  |   +--------v---------+   an outbox for each endpoint: order by eSIM, a window of
 *  |   |     outboxes     |   attempts, the pause and the rate limit of its receiver
 *  |   +--------+---------+
 *  |            | one of each outbox in turn
 *  |   +--------v---------+
 *  |   |     dispatch     |-- signed POST --> the reseller's server
 *  |   +--------+---------+
 *  |            | outcome
 *  |   +--------v---------+
 *  |   |  outcome writer  |-- many at once --> webhook_attempts, health of the endpoint
 *  |   +--------+---------+
 *  |            | recorded: the delivery leaves its outbox
 *  +---- alarm -+    (rings when an outbox wants more, on a nudge, and at the pace of the scans)
 *
 * A process that dies leaves its leases to expire. The next sender claims what was possibly sent
 * again: receivers see it twice under one `webhook-id`, and never not at all.
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
      settle(outbox, outcome.id);
      if (wantsMoreWork(outbox)) alarm.ring();
    });
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await rounds.next();
        await alarm.wait(pace.waitMs());
      } catch (err) {
        log.warn({ err }, 'webhook sender waits for the database');
        rounds.assumePossiblySent();
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
      await rounds.release().catch((err) => log.warn({ err }, 'webhook leases not released'));
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
