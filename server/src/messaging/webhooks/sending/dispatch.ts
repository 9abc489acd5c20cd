import type { Log } from '../../../platform/log/log.ts';
import { type PostingParts, postSigned } from './attempt.ts';
import { delayMs, finish, hasReady, type Outbox, start } from './outbox.ts';
import type { Outcome } from './outcome-store.ts';
import { MAX_PAUSE_MS, retryDelayMs } from './retry.ts';
import type { Outbound } from './sending-store.ts';

/** Attempts of one worker at the same time, over all endpoints. */
const MAX_UNDER_WAY = 512;
/** A pause is looked at again this often, because a new URL ends it. */
const MAX_TIMER_MS = 1_000;

export type Dispatch = {
  /** Begins attempts of this outbox, in turn with all others. */
  offer(outbox: Outbox): void;
  /** Begins nothing more. */
  stop(): void;
  /** Resolves when no attempt is under way. */
  ended(): Promise<void>;
};

export type DispatchParts = PostingParts & {
  log: Log;
  /** Numbers from 0 to 1. */
  random: () => number;
  onOutcome: (outbox: Outbox, outcome: Outcome) => void;
};

/** Makes attempts, one of each outbox in turn, so that no endpoint waits for another receiver. */
export function createDispatch(parts: DispatchParts): Dispatch {
  const queue = new Set<Outbox>();
  const delayed = new Set<Outbox>();
  const watchers: (() => void)[] = [];
  let underWay = 0;
  let isStopped = false;

  function fill(): void {
    for (const outbox of queue) {
      if (isStopped || underWay >= MAX_UNDER_WAY) return;
      queue.delete(outbox);
      const delivery = next(outbox);
      if (!delivery) continue;
      // To the end of the queue: a set is iterated in the order of insertion.
      queue.add(outbox);
      underWay += 1;
      void attempt(outbox, delivery);
    }
  }

  function next(outbox: Outbox): Outbound | undefined {
    if (!hasReady(outbox)) return undefined;
    const waitMs = delayMs(outbox, parts.clock());
    if (waitMs === 0) return start(outbox, parts.clock());
    if (!delayed.has(outbox)) {
      delayed.add(outbox);
      const resume = () => {
        delayed.delete(outbox);
        queue.add(outbox);
        fill();
      };
      setTimeout(resume, Math.min(waitMs, MAX_TIMER_MS)).unref();
    }
    return undefined;
  }

  async function attempt(outbox: Outbox, delivery: Outbound): Promise<void> {
    const outcome = await makeAttempt(parts, outbox, delivery);
    underWay -= 1;
    finish(outbox, delivery, outcome.error === null);
    parts.onOutcome(outbox, outcome);
    queue.add(outbox);
    fill();
    if (underWay === 0) for (const notify of watchers.splice(0)) notify();
  }

  return {
    offer(outbox) {
      queue.add(outbox);
      fill();
    },
    stop() {
      isStopped = true;
    },
    async ended() {
      if (underWay > 0) await new Promise<void>((resolve) => watchers.push(resolve));
    },
  };
}

async function makeAttempt(
  parts: DispatchParts,
  outbox: Outbox,
  delivery: Outbound,
): Promise<Outcome> {
  const { endpoint } = outbox;
  const at = new Date(parts.clock());
  const answer = await postSigned(parts, endpoint, delivery).catch((err: unknown) => {
    parts.log.error({ err, deliveryId: delivery.id }, 'webhook attempt failed unexpectedly');
    const error = 'The request could not be sent.';
    return { httpStatus: null, error, durationMs: 0, response: '', retryAfterMs: null };
  });
  const endedAtMs = parts.clock();
  const pauseMs = Math.min(answer.retryAfterMs ?? 0, MAX_PAUSE_MS);
  if (pauseMs > 0) outbox.pausedUntilMs = Math.max(outbox.pausedUntilMs, endedAtMs + pauseMs);
  const backoffMs = retryDelayMs(delivery.tries + 1, parts.random);
  const mayRetry = answer.error !== null && backoffMs !== undefined;
  return {
    accountId: delivery.accountId,
    event: delivery.event,
    id: delivery.id,
    createdAt: delivery.createdAt,
    attempts: delivery.attempts,
    url: endpoint.url,
    at,
    httpStatus: answer.httpStatus,
    error: answer.error,
    durationMs: answer.durationMs,
    response: answer.response,
    nextAttemptAt: mayRetry ? new Date(endedAtMs + Math.max(backoffMs, pauseMs)) : null,
    pausedUntil: pauseMs > 0 ? new Date(endedAtMs + pauseMs) : null,
  };
}
