import { type Entry, LaneQueues, type LOCKED, split } from './lane-queues.ts';

export { LOCKED } from './lane-queues.ts';

/** How many transactions the lane has in flight, and how many requests each may carry. */
export const LANE_IN_FLIGHT = 2;
export const LANE_BATCH = 64;
/** How many further transactions may wait for accounts that others hold, one an account. */
export const LANE_WAITING_IN_FLIGHT = 4;

export type LaneMetrics = { observeBatch(size: number): void };

export type Lane<Ask, Outcome> = {
  /** Queues the request behind its account's others and returns its own outcome. */
  submit(accountId: string, ask: Ask): Promise<Outcome>;
  /** Requests that wait for a transaction now, over all accounts. */
  waiting(): number;
};

/**
 * Requests for one transaction. One that `waits` has a single account and waits for its locks; any
 * other skips accounts that are locked, so that none of them holds up its neighbours.
 */
export type Batch<Ask> = { asks: readonly Ask[]; waits: boolean };

export type LaneOptions = {
  metrics?: LaneMetrics;
  /** Whether the parts of a batch that failed with this error may be run again on their own. */
  mayRunAlone: (error: unknown) => boolean;
  /** Whether nothing was tried because the process is busy: the batch waits and is run again. */
  isBusy?: (error: unknown) => boolean;
  /** How long a request may take in all, and the error that it then gets. */
  deadline?: { ms: number; expired: () => Error };
};

/**
 * Collects the requests of all accounts while transactions are in flight and gives them to `run`
 * together: in order of arrival within an account, in turns among accounts. A request alone is a
 * batch of one and waits for nothing. `run` answers each request of the batch. When it fails as a
 * whole, nothing of it has happened, and it is run again for each account alone, and then for each
 * request alone, so that none fails because of a neighbour. A request whose account is locked is
 * tried again with the next batch, and after the second time alone, waiting for the lock.
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
  const queues = new LaneQueues<Ask, Outcome>(LANE_BATCH);
  const inFlight = { shared: 0, waiting: 0 };

  function pump(): void {
    const isFree = () => inFlight.shared + inFlight.waiting < LANE_IN_FLIGHT;
    fill('shared', () => inFlight.shared < LANE_IN_FLIGHT && queues.nextOfMany());
    fill('waiting', () => inFlight.waiting < LANE_WAITING_IN_FLIGHT && queues.nextContended());
    // An account that is in flight already may fill a transaction that nobody else needs.
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

/** The entry, which is rejected when its time is up, wherever it is. */
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
