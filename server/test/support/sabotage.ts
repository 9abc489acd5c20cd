import type { Database } from '../../src/platform/db/database.ts';
import { watched } from './watched.ts';

/** A fault at a statement: an error of the process, or a request of PostgreSQL to retry. */
export type Fault = 'stumble' | 'serialization failure';

export class InjectedFault extends Error {}

/**
 * The database, with one fault before the `at`-th statement of the next transaction (counted from
 * 1, over its retries too). `struck()` says whether the transaction came that far.
 */
export function sabotage(db: Database, { at, fault }: { at: number; fault: Fault }) {
  let statements = 0;
  let hasStruck = false;
  function strike(): void {
    statements += 1;
    if (statements !== at) return;
    hasStruck = true;
    if (fault === 'stumble') throw new InjectedFault('stumbled between two statements');
    throw Object.assign(new Error('could not serialize access'), { code: '40001' });
  }
  const sabotaged: Database = {
    ...db,
    transaction: (work) =>
      db.transaction((tx) => work({ kind: 'transaction', ...watched(tx, { before: strike }) })),
  };
  return { db: sabotaged, struck: () => hasStruck };
}
