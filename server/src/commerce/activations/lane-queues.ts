/** The outcome of a request whose account is locked by another transaction: nothing happened. */
export const LOCKED = Symbol('locked');

/** A request that waits or is in flight, with the functions that answer it. */
export type Entry<Ask, Outcome> = {
  accountId: string;
  ask: Ask;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
  /** The deadline passed and the request was answered; it must not run again. */
  isOver?: boolean;
};

/** How often a locked account is skipped before a batch of its own waits for the lock. */
const MAX_SKIPS = 2;

type Queue<Request> = {
  accountId: string;
  entries: Request[];
  /** The transactions that carry requests of this account now. */
  inFlight: number;
  /** How many times in a row another transaction had locked the account. */
  skips: number;
};

/** The waiting requests of each account, and the choice of the next batch. */
export class LaneQueues<Ask, Outcome> {
  /** In the order in which the accounts take turns. */
  readonly #queues = new Map<string, Queue<Entry<Ask, Outcome>>>();
  readonly #maxBatch: number;
  #waiting = 0;

  constructor(maxBatch: number) {
    this.#maxBatch = maxBatch;
  }

  add(entry: Entry<Ask, Outcome>): void {
    this.#queueOf(entry.accountId).entries.push(entry);
    this.#waiting += 1;
  }

  remove(entry: Entry<Ask, Outcome>): void {
    const entries = this.#queues.get(entry.accountId)?.entries;
    const place = entries?.indexOf(entry) ?? -1;
    if (place < 0) return;
    entries?.splice(place, 1);
    this.#waiting -= 1;
  }

  waiting(): number {
    return this.#waiting;
  }

  /** Removes and returns a batch of accounts that are neither in flight nor locked. */
  nextOfMany(): Entry<Ask, Outcome>[] {
    const isFree = ({ inFlight, skips }: Queue<unknown>) => inFlight === 0 && skips < MAX_SKIPS;
    return this.#depart(this.#find(isFree, this.#maxBatch));
  }

  /** Removes and returns a batch of one account that was locked too often and is not in flight. */
  nextContended(): Entry<Ask, Outcome>[] {
    const isHeld = ({ inFlight, skips }: Queue<unknown>) => inFlight === 0 && skips >= MAX_SKIPS;
    return this.#depart(this.#find(isHeld, 1));
  }

  /**
   * Removes and returns a batch of one account that is in flight in fewer than `most` transactions.
   */
  nextBusy(most: number): Entry<Ask, Outcome>[] {
    const isBusy = ({ inFlight, skips }: Queue<unknown>) =>
      inFlight > 0 && inFlight < most && skips === 0;
    return this.#depart(this.#find(isBusy, 1));
  }

  /** Answers the batch; requests of locked accounts go back to the front of their queues. */
  settle(
    batch: readonly Entry<Ask, Outcome>[],
    outcomes: readonly (Outcome | typeof LOCKED)[],
  ): void {
    const locked: Entry<Ask, Outcome>[] = [];
    for (const [index, entry] of batch.entries()) {
      const outcome = outcomes[index] as Outcome | typeof LOCKED;
      if (outcome === LOCKED) {
        locked.push(entry);
        continue;
      }
      this.#queueOf(entry.accountId).skips = 0;
      entry.resolve(outcome);
    }
    for (const accountId of accountsOf(locked)) this.#queueOf(accountId).skips += 1;
    this.putBack(locked);
  }

  /** Puts requests back to the front of their queues. */
  putBack(batch: readonly Entry<Ask, Outcome>[]): void {
    for (const accountId of accountsOf(batch)) {
      const own = batch.filter((entry) => entry.accountId === accountId && !entry.isOver);
      this.#queueOf(accountId).entries.unshift(...own);
      this.#waiting += own.length;
    }
  }

  /** Records that the transaction of this batch has ended. */
  release(batch: readonly Entry<Ask, Outcome>[]): void {
    for (const accountId of accountsOf(batch)) {
      const queue = this.#queueOf(accountId);
      queue.inFlight -= 1;
      if (queue.inFlight === 0 && queue.entries.length === 0) this.#queues.delete(accountId);
    }
  }

  #queueOf(accountId: string): Queue<Entry<Ask, Outcome>> {
    const known = this.#queues.get(accountId);
    if (known) return known;
    const created = { accountId, entries: [], inFlight: 0, skips: 0 };
    this.#queues.set(accountId, created);
    return created;
  }

  #find(matches: (queue: Queue<unknown>) => boolean, most: number) {
    const found: Queue<Entry<Ask, Outcome>>[] = [];
    for (const queue of this.#queues.values()) {
      if (queue.entries.length > 0 && matches(queue)) found.push(queue);
      if (found.length === most) break;
    }
    return found;
  }

  /** Removes a batch from these queues and moves them behind the others. */
  #depart(queues: readonly Queue<Entry<Ask, Outcome>>[]): Entry<Ask, Outcome>[] {
    const batch: Entry<Ask, Outcome>[] = [];
    const shares = shareOut(
      queues.map(({ entries }) => entries.length),
      this.#maxBatch,
    );
    for (const [index, queue] of queues.entries()) {
      batch.push(...queue.entries.splice(0, shares[index]));
      queue.inFlight += 1;
      this.#queues.delete(queue.accountId);
      this.#queues.set(queue.accountId, queue);
    }
    this.#waiting -= batch.length;
    return batch;
  }
}

/** Returns how many of each queue fit into a batch, one of each in turn. */
function shareOut(lengths: readonly number[], room: number): number[] {
  const shares = lengths.map(() => 0);
  let left = room;
  for (let turn = 1; left > 0 && lengths.some((length) => length >= turn); turn += 1) {
    const served = lengths.flatMap((length, index) => (length >= turn ? [index] : []));
    for (const index of served.slice(0, left)) shares[index] = turn;
    left -= served.length;
  }
  return shares;
}

/** Splits a batch by account, or the batch of one account into single requests. */
export function split<Request extends { accountId: string }>(
  batch: readonly Request[],
): Request[][] {
  const accounts = accountsOf(batch);
  if (accounts.length === 1) return batch.map((entry) => [entry]);
  return accounts.map((id) => batch.filter(({ accountId }) => accountId === id));
}

function accountsOf(batch: readonly { accountId: string }[]): string[] {
  return [...new Set(batch.map(({ accountId }) => accountId))];
}
