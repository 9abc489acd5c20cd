import { tooLate } from '../../kernel/refusal.ts';

/** How many transactions one account may have in flight, and how many sales each may carry. */
export const LANE_IN_FLIGHT = 2;
export const LANE_BATCH = 64;
/** A request that has waited longer is refused, because its caller hears 503 after 30 s. */
export const LANE_WAIT_MS = 25_000;

export type LaneMetrics = { observeBatch(size: number): void };

export type Lane<Ask, Outcome> = {
  /** Queues the request behind its account's others and gives its own outcome. */
  submit(accountId: string, ask: Ask): Promise<Outcome>;
  /** Requests that wait for a transaction now, over all accounts. */
  waiting(): number;
};

type Entry<Ask, Outcome> = {
  ask: Ask;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
  queuedAt: number;
};

type Queue<Ask, Outcome> = { entries: Entry<Ask, Outcome>[]; inFlight: number };

/**
 * Collects an account's requests while a transaction of it is in flight and gives them to `run`
 * together, in order of arrival. A request alone is a batch of one and waits for nothing.
 * `run` answers each request of the batch; when it fails as a whole, nothing of it has happened,
 * and each request is run again alone, so that none fails for a neighbour's sake.
 */
export function createLane<Ask, Outcome>(
  run: (accountId: string, batch: Ask[]) => Promise<Outcome[]>,
  options: {
    metrics?: LaneMetrics;
    mayRunAlone: (error: unknown) => boolean;
    /** Milliseconds of any steady clock; a parameter in tests only. */
    clock?: () => number;
  },
): Lane<Ask, Outcome> {
  const queues = new Map<string, Queue<Ask, Outcome>>();
  const clock = options.clock ?? performance.now.bind(performance);

  function pump(accountId: string, queue: Queue<Ask, Outcome>): void {
    while (queue.entries.length > 0 && queue.inFlight < LANE_IN_FLIGHT) {
      const batch = nextBatch(queue.entries, clock());
      if (batch.length === 0) continue;
      queue.inFlight += 1;
      options.metrics?.observeBatch(batch.length);
      runBatch(accountId, batch).finally(() => {
        queue.inFlight -= 1;
        pump(accountId, queue);
      });
    }
    if (queue.inFlight === 0) queues.delete(accountId);
  }

  async function runBatch(accountId: string, batch: Entry<Ask, Outcome>[]): Promise<void> {
    try {
      const outcomes = await run(
        accountId,
        batch.map((entry) => entry.ask),
      );
      batch.forEach((entry, index) => {
        entry.resolve(outcomes[index] as Outcome);
      });
    } catch (error) {
      if (batch.length === 1 || !options.mayRunAlone(error)) return rejectAll(batch, error);
      for (const entry of batch) await runBatch(accountId, [entry]);
    }
  }

  return {
    submit(accountId, ask) {
      return new Promise((resolve, reject) => {
        const entry = { ask, resolve, reject, queuedAt: clock() };
        const queue = queues.get(accountId) ?? { entries: [], inFlight: 0 };
        queues.set(accountId, queue);
        queue.entries.push(entry);
        pump(accountId, queue);
      });
    },
    waiting() {
      let count = 0;
      for (const queue of queues.values()) count += queue.entries.length;
      return count;
    },
  };
}

function rejectAll(batch: readonly { reject: (error: unknown) => void }[], error: unknown): void {
  for (const { reject } of batch) reject(error);
}

/** Refuses whoever has waited too long: a sale must not follow an answer that denied it. */
function nextBatch<Ask, Outcome>(entries: Entry<Ask, Outcome>[], now: number) {
  const batch = entries.splice(0, LANE_BATCH);
  const isLate = ({ queuedAt }: Entry<Ask, Outcome>) => now - queuedAt > LANE_WAIT_MS;
  rejectAll(batch.filter(isLate), tooLate());
  return batch.filter((entry) => !isLate(entry));
}
