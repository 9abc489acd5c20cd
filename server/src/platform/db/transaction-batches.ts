import type { Database, Tx } from './database.ts';

/** Runs works of many callers in few transactions. */
export type TransactionBatches = {
  /**
   * Runs `work` in a transaction that it may share with others, and resolves when it is committed.
   * Works with the same `key` run one after another, others together, so that their statements
   * share round trips. If any of a batch fails, each is run again in a transaction of its own, and
   * its error is thrown to its own caller alone.
   */
  run<T>(key: string, work: (tx: Tx) => Promise<T>): Promise<T>;
};

type Waiting = {
  key: string;
  work: (tx: Tx) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};

const MOST = 64;

/** At most `atOnce` batches run at a time; what comes meanwhile waits and shares the next one. */
export function createTransactionBatches(
  db: Pick<Database, 'transaction'>,
  { atOnce }: { atOnce: number },
): TransactionBatches {
  const waiting: Waiting[] = [];
  let running = 0;

  async function runNext(): Promise<void> {
    const batch = waiting.splice(0, MOST);
    try {
      await runBatch(db, batch);
    } finally {
      running -= 1;
      start();
    }
  }

  function start(): void {
    if (running >= atOnce || waiting.length === 0) return;
    running += 1;
    // What is asked for in the same turn shares the batch.
    setImmediate(() => void runNext());
  }

  return {
    run: <T>(key: string, work: (tx: Tx) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        const toResult = resolve as (value: unknown) => void;
        waiting.push({ key, work, resolve: toResult, reject });
        start();
      }),
  };
}

async function runBatch(
  db: Pick<Database, 'transaction'>,
  batch: readonly Waiting[],
): Promise<void> {
  const groups = [...groupByKey(batch).values()];
  if (batch.length === 1 || !(await runTogether(db, groups))) {
    await Promise.all(groups.map((group) => alone(db, group)));
  }
}

/** Returns false, and has changed nothing, if any of them failed. */
async function runTogether(
  db: Pick<Database, 'transaction'>,
  groups: readonly Waiting[][],
): Promise<boolean> {
  try {
    const done = await db.transaction((tx) => allEnded(groups.map((group) => inTurn(tx, group))));
    for (const { one, value } of done.flat()) one.resolve(value);
    return true;
  } catch {
    return false;
  }
}

/** Each in a transaction of its own. */
async function alone(db: Pick<Database, 'transaction'>, group: readonly Waiting[]): Promise<void> {
  for (const { work, resolve, reject } of group) await db.transaction(work).then(resolve, reject);
}

async function inTurn(tx: Tx, group: readonly Waiting[]) {
  const values: { one: Waiting; value: unknown }[] = [];
  for (const one of group) values.push({ one, value: await one.work(tx) });
  return values;
}

/** Waits for all, so that none sends a statement after the transaction was rolled back. */
async function allEnded<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** The keys are in their order, in which most transactions lock the rows of accounts. */
function groupByKey(batch: readonly Waiting[]): Map<string, Waiting[]> {
  const groups = new Map<string, Waiting[]>();
  for (const one of batch.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))) {
    const group = groups.get(one.key);
    if (group) group.push(one);
    else groups.set(one.key, [one]);
  }
  return groups;
}
