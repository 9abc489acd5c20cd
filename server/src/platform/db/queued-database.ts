import type { Database } from './database.ts';

/**
 * Returns the same database, which at most `atOnce` calls use at a time. The others wait here, in
 * their order and without a limit of time, as hundreds of them that wait for a connection of the
 * pool would fail together when it is busy for some seconds.
 */
export function queueCalls(db: Database, atOnce: number): Database {
  const waiting: (() => void)[] = [];
  let free = atOnce;

  async function inTurn<T>(call: () => Promise<T>): Promise<T> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await call();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  }

  return {
    ...db,
    rows: (statement) => inTurn(() => db.rows(statement)),
    row: (statement) => inTurn(() => db.row(statement)),
    run: (statement) => inTurn(() => db.run(statement)),
    transaction: (work) => inTurn(() => db.transaction(work)),
    together: (work) => inTurn(() => db.together(work)),
  };
}
