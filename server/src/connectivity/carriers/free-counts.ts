import type { Queryable, Tx } from '../../platform/db/database.ts';
import { selectAllottedCounts } from './allotted-profile-store.ts';
import {
  countFree,
  estimateUnallotted,
  type FreeCount,
  selectFreeCounts,
} from './free-profile-store.ts';

/** Returns the number of free profiles of every carrier that has any, by name. */
export function readFreeCounts(db: Queryable): Promise<FreeCount[]> {
  return withAllotted(db, selectFreeCounts(db));
}

/**
 * Returns the number of free profiles of every carrier that has any, by name. From 10,000 on it is
 * an estimate of at least 10,000. Takes milliseconds for any number of profiles.
 */
export function estimateFreeCounts(db: Queryable): Promise<FreeCount[]> {
  return withAllotted(db, estimateUnallotted(db));
}

/** Returns the number of the carrier's free profiles; above `limit` it is not exact. */
export async function countStock(tx: Tx, carrier: string, limit: number): Promise<number> {
  const free = await countFree(tx, carrier, limit);
  if (!tx.isDistributed()) return free;
  const allotted = await selectAllottedCounts(tx);
  return free + (allotted.find((one) => one.carrier === carrier)?.free ?? 0);
}

/** Adds profiles that a distributed database keeps beside accounts, which no customer has. */
async function withAllotted(db: Queryable, counted: Promise<FreeCount[]>): Promise<FreeCount[]> {
  const unallotted = await counted;
  if (!db.isDistributed()) return unallotted;
  const counts = new Map(unallotted.map(({ carrier, free }) => [carrier, free]));
  for (const { carrier, free } of await selectAllottedCounts(db)) {
    counts.set(carrier, (counts.get(carrier) ?? 0) + free);
  }
  return [...counts.keys()].sort().map((carrier) => ({ carrier, free: counts.get(carrier) ?? 0 }));
}
