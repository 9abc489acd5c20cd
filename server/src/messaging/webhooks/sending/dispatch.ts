import type { Log } from '../../../platform/log/log.ts';
import { type PostingParts, postSigned } from './attempt.ts';
import { canStart, finish, type Outbox, start } from './outbox.ts';
import type { Outcome } from './outcome-store.ts';
import { retryDelayMs } from './retry.ts';
import type { Outbound } from './sending-store.ts';

/** Attempts of one worker at the same time, over all endpoints. */
export const MAX_UNDER_WAY = 512;

export type Dispatch = {
  /** Begins what can begin of this outbox, in turn with all others. */
  offer(outbox: Outbox): void;
  /** Begins nothing more. */
  stop(): void;
  /** Ends when no attempt is under way. */
  ended(): Promise<void>;
};

export type DispatchParts = PostingParts & {
  log: Log;
  /** Numbers from 0 to 1. */
  random: () => number;
  onOutcome: (outbox: Outbox, outcome: Outcome) => void;
};

/** Makes attempts, one of each outbox in turn, so that none waits for another's receiver. */
export function createDispatch(parts: DispatchParts): Dispatch {
  const turns = new Set<Outbox>();
  const watchers: (() => void)[] = [];
  let underWay = 0;
  let isStopped = false;

  function fill(): void {
    for (const outbox of turns) {
      if (isStopped || underWay >= MAX_UNDER_WAY) return;
      turns.delete(outbox);
      const delivery = canStart(outbox) ? start(outbox) : undefined;
      if (!delivery) continue;
      // Behind all others: a set is walked in the order of insertion, also of what comes meanwhile.
      turns.add(outbox);
      underWay += 1;
      void attempt(outbox, delivery);
    }
  }

  async function attempt(outbox: Outbox, delivery: Outbound): Promise<void> {
    const outcome = await makeAttempt(parts, outbox, delivery);
    underWay -= 1;
    finish(outbox, delivery, outcome.error === null);
    parts.onOutcome(outbox, outcome);
    turns.add(outbox);
    fill();
    if (underWay === 0) for (const notify of watchers.splice(0)) notify();
  }

  return {
    offer(outbox) {
      turns.add(outbox);
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
  { endpoint }: Outbox,
  delivery: Outbound,
): Promise<Outcome> {
  const at = new Date(parts.clock());
  const answer = await postSigned(parts, endpoint, delivery).catch((err: unknown) => {
    parts.log.error({ err, deliveryId: delivery.id }, 'A webhook could not be sent.');
    return { httpStatus: null, error: 'The call could not be made.', durationMs: 0, response: '' };
  });
  const delayMs = retryDelayMs(delivery.tries + 1, parts.random);
  const mayRetry = answer.error !== null && delayMs !== undefined;
  return {
    accountId: delivery.accountId,
    event: delivery.event,
    id: delivery.id,
    createdAt: delivery.createdAt,
    attempts: delivery.attempts,
    url: endpoint.url,
    at,
    ...answer,
    nextAttemptAt: mayRetry ? new Date(parts.clock() + delayMs) : null,
  };
}
