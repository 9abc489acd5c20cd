import type { Database } from './database.ts';
import { openForShards } from './distribution.ts';

/** Answers what many callers ask for in few rounds. */
export type Batches<Input, Output> = {
  /**
   * Resolves with the result of its own input once the round that carries it has ended. If a round
   * of several fails, each of them is run again alone, and its error is thrown to its own caller.
   */
  run(input: Input): Promise<Output>;
};

type Waiting<Input, Output> = {
  input: Input;
  resolve: (value: Output) => void;
  reject: (error: unknown) => void;
};

const MOST = 64;

/**
 * Runs `runAll` with at most `most` inputs, 64 unless given; it returns their results in the same
 * order, and has changed nothing if it throws. At most `atOnce` rounds run at a time; what comes
 * meanwhile waits and shares the next one.
 */
export function createBatches<Input, Output>(
  runAll: (inputs: readonly Input[]) => Promise<readonly Output[]>,
  { atOnce, most = MOST }: { atOnce: number; most?: number },
): Batches<Input, Output> {
  const waiting: Waiting<Input, Output>[] = [];
  let running = 0;
  let isStarting = false;

  async function runRound(): Promise<void> {
    isStarting = false;
    const round = waiting.splice(0, most);
    start();
    try {
      await runTogether(round);
    } catch (error) {
      if (round.length === 1) round[0]?.reject(error);
      else await Promise.all(round.map(runAlone));
    } finally {
      running -= 1;
      start();
    }
  }

  async function runTogether(round: readonly Waiting<Input, Output>[]): Promise<void> {
    const results = await runAll(round.map(({ input }) => input));
    for (const [place, one] of round.entries()) one.resolve(results[place] as Output);
  }

  const runAlone = (one: Waiting<Input, Output>) => runTogether([one]).catch(one.reject);

  function start(): void {
    if (isStarting || running >= atOnce || waiting.length === 0) return;
    isStarting = true;
    running += 1;
    // What is asked for in the same turn shares the round.
    setImmediate(() => void runRound());
  }

  return {
    run: (input) =>
      new Promise<Output>((resolve, reject) => {
        waiting.push({ input, resolve, reject });
        start();
      }),
  };
}

/**
 * Opens batches of their own for the accounts of each shard of a distributed database, whose
 * transactions then stay on one node. On one PostgreSQL all accounts share the batches.
 */
export function createBatchesOfShards<Input, Output>(
  db: Database,
  { accountOf, open }: { accountOf: (input: Input) => string; open: () => Batches<Input, Output> },
): Batches<Input, Output> {
  const batches = openForShards(db, open);
  return {
    run(input) {
      const own = batches.of(accountOf(input));
      return own instanceof Promise ? own.then((one) => one.run(input)) : own.run(input);
    },
  };
}
