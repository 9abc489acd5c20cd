import type { Database, Tx } from '../../platform/db/database.ts';
import { planForEachText } from './found-store.ts';

/** Reads in a transaction that plans every search for its own text. */
export function searchPlanned<Scope extends { db: Database }, Result>(
  scope: Scope,
  read: (planning: Omit<Scope, 'db'> & { db: Tx }) => Promise<Result>,
): Promise<Result> {
  return scope.db.transaction(async (tx) => {
    await planForEachText(tx);
    return read({ ...scope, db: tx });
  });
}
