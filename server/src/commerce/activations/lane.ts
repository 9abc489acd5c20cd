import { type Entry, LaneQueues, type LOCKED, split } from './lane-queues.ts';

export { LOCKED } from './lane-queues.ts';

/** How many transactions the lane has in flight, and how many requests each may carry. */
export const LANE_IN_FLIGHT = 2;
export const LANE_BATCH = 64;
/** How many further transactions may wait for accounts that others hold, one an account. */
export const LANE_CONTENDED = 4;
/**
 * How long a request waits at most for others to share the second transaction with. By itself each
 * burst of answers would split: its first new request would start a transaction of its own, and
 * with 64 connections batches had 13 requests instead of 30.
 */
export const LANE_GATHER_MS = 50;

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

/** Shared: of many accounts. Contended: of one that others hold. Busy: of one that is in flight. */
type Kind = 'shared' | 'contended' | 'busy';

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
 * together: in order of arrival within an account, in turns among accounts. Requests that arrive in
 * one turn of the event loop form one batch. A request that arrives alone starts at once. With a
 * transaction in flight, the second one starts when as many requests wait as are in flight, or
 * after `LANE_GATHER_MS`. `run` answers each request of the batch. If it fails as a whole, nothing
 * has happened, and it runs again for each account, then for each request, so that no
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
  /** Transactions by kind, and how many requests those carry that wait for no other process. */
  const inFlight = { shared: 0, contended: 0, busy: 0, requests: 0 };
  const pumpSoon = onceBy(setImmediate, () => pump());
  const pumpLater = onceBy(
    (run) => setTimeout(run, LANE_GATHER_MS),
    () => pump({ isPatient: false }),
  );

  function pump({ isPatient = true } = {}): void {
    const waiting = () => queues.waiting();
    const isFree = () => inFlight.shared + inFlight.contended + inFlight.busy < LANE_IN_FLIGHT;
    const isEnough = () => !isPatient || waiting() >= inFlight.requests;
    fill('shared', () => inFlight.shared < LANE_IN_FLIGHT && isEnough() && queues.nextOfMany());
    fill('contended', () => inFlight.contended < LANE_CONTENDED && queues.nextContended());
    // A free transaction may carry more requests of an account that is in flight already.
    fill('busy', () => isFree() && isEnough() && queues.nextBusy(LANE_IN_FLIGHT));
    if (isFree() && waiting() > 0) pumpLater();
  }

  function fill(kind: Kind, next: () => Entry<Ask, Outcome>[] | false): void {
    for (let batch = next(); batch && batch.length > 0; batch = next()) {
      options.metrics?.observeBatch(batch.length);
      void runToEnd(kind, batch);
    }
  }

  async function runToEnd(kind: Kind, batch: Entry<Ask, Outcome>[]): Promise<void> {
    const carried = kind === 'contended' ? 0 : batch.length;
    inFlight[kind] += 1;
    inFlight.requests += carried;
    await runBatch(batch, kind !== 'shared');
    inFlight[kind] -= 1;
    inFlight.requests -= carried;
    queues.release(batch);
    pumpSoon();
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
        pumpSoon();
      });
    },
    waiting: () => queues.waiting(),
  };
}

/** Returns a function that schedules `work`, once for all calls until it runs. */
function onceBy(schedule: (run: () => void) => unknown, work: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    schedule(() => {
      isDue = false;
      work();
    });
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
