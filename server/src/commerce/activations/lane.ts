import { type Entry, LaneQueues, type LOCKED, split } from './lane-queues.ts';

export { LOCKED } from './lane-queues.ts';

/** How many transactions the lane has in flight, and how many requests each may carry. */
export const LANE_IN_FLIGHT = 2;
export const LANE_BATCH = 64;
/** How many further transactions may wait for accounts that others hold, one an account. */
export const LANE_WAITING_IN_FLIGHT = 4;

export type LaneMetrics = { observeBatch(size: number): void };

export type Lane<Ask, Outcome> = {
  /** Queues the request behind the others of its account and returns its own outcome. */
  submit(accountId: string, ask: Ask): Promise<Outcome>;
  /** Returns how many requests of all accounts wait for a transaction now. */
  waiting(): number;
};

/**
 * The requests of one transaction. With `waits` they are of a single account, whose locks are
 * waited for; otherwise locked accounts are skipped, so that none delays the others.
 */
export type Batch<Ask> = { asks: readonly Ask[]; waits: boolean };

export type LaneOptions = {
  /** How many requests a transaction may carry; `LANE_BATCH` unless given. */
  maxBatch?: number;
  metrics?: LaneMetrics;
  /** Returns true if the parts of a batch that failed with this error may run on their own. */
  mayRunAlone: (error: unknown) => boolean;
  /** Returns true if nothing was tried because the process is busy: the batch runs again later. */
  isBusy?: (error: unknown) => boolean;
  /** How long a request may take in all, and the error afterwards. */
  deadline?: { ms: number; expired: () => Error };
};

/**
 * Collects the requests of all accounts while transactions are in flight and passes them to `run`
 * together: in order of arrival within an account, in turns among accounts. A single request is a
 * batch of one and does not wait. `run` answers each request of the batch. If it fails as a whole,
 * nothing has happened, and it runs again for each account, then for each request, so that no
 * request fails because of another. A request whose account is locked is tried again with the next
 * batch; after the second time, a batch of its account waits for the lock.
 *
 *     submit ─▶ queue of the account ─▶ batch of many accounts ──▶ answered
 *                  ▲            │            │        │
 *                  │ locked     │            ▼        ▼ failed
 *                  └────────────┼──────── skipped   batch of each account ─▶ of each request
 *                               ▼ locked twice
 *                            batch of this account, waits for the lock
 */
export function createLane<Ask, Outcome>(
  run: (batch: Batch<Ask>) => Promise<(Outcome | typeof LOCKED)[]>,
  options: LaneOptions,
): Lane<Ask, Outcome> {
  const queues = new LaneQueues<Ask, Outcome>(options.maxBatch ?? LANE_BATCH);
  const inFlight = { shared: 0, waiting: 0 };

  function pump(): void {
    const isFree = () => inFlight.shared + inFlight.waiting < LANE_IN_FLIGHT;
    fill('shared', () => inFlight.shared < LANE_IN_FLIGHT && queues.nextOfMany());
    fill('waiting', () => inFlight.waiting < LANE_WAITING_IN_FLIGHT && queues.nextContended());
    // A free transaction may carry more requests of an account that is in flight already.
    fill('waiting', () => isFree() && queues.nextBusy(LANE_IN_FLIGHT));
  }

  function fill(kind: keyof typeof inFlight, next: () => Entry<Ask, Outcome>[] | false): void {
    for (let batch = next(); batch && batch.length > 0; batch = next()) {
      inFlight[kind] += 1;
      options.metrics?.observeBatch(batch.length);
      void runToEnd(kind, batch);
    }
  }

  async function runToEnd(kind: keyof typeof inFlight, batch: Entry<Ask, Outcome>[]) {
    await runBatch(batch, kind === 'waiting');
    inFlight[kind] -= 1;
    queues.release(batch);
    pump();
  }

  async function runBatch(batch: Entry<Ask, Outcome>[], waits: boolean): Promise<void> {
    try {
      const outcomes = await run({ asks: batch.map(({ ask }) => ask), waits });
      queues.settle(batch, outcomes);
    } catch (error) {
      if (options.isBusy?.(error)) queues.putBack(batch);
      else if (batch.length === 1 || !options.mayRunAlone(error)) rejectAll(batch, error);
      else await runParts(batch, waits);
    }
  }

  async function runParts(batch: readonly Entry<Ask, Outcome>[], waits: boolean): Promise<void> {
    for (const part of split(batch)) await runBatch(part, waits);
  }

  return {
    submit(accountId, ask) {
      return new Promise((resolve, reject) => {
        const entry = { accountId, ask, resolve, reject };
        queues.add(options.deadline ? withDeadline(entry, options.deadline, queues) : entry);
        pump();
      });
    },
    waiting: () => queues.waiting(),
  };
}

/** Returns the entry with a deadline, after which it is rejected, waiting or in flight. */
function withDeadline<Ask, Outcome>(
  entry: Entry<Ask, Outcome>,
  { ms, expired }: { ms: number; expired: () => Error },
  queues: LaneQueues<Ask, Outcome>,
): Entry<Ask, Outcome> {
  const timer = setTimeout(() => {
    timed.isOver = true;
    queues.remove(timed);
    entry.reject(expired());
  }, ms);
  const timed: Entry<Ask, Outcome> = {
    ...entry,
    resolve(outcome) {
      clearTimeout(timer);
      entry.resolve(outcome);
    },
    reject(error) {
      clearTimeout(timer);
      entry.reject(error);
    },
  };
  return timed;
}

function rejectAll(batch: readonly { reject: (error: unknown) => void }[], error: unknown): void {
  for (const { reject } of batch) reject(error);
}
