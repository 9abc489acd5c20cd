import type { Database } from '../../platform/db/database.ts';
import { openForShards } from '../../platform/db/distribution.ts';
import type { Lane } from './lane.ts';

/**
 * Returns a lane whose batches stay on one node of a distributed database: it opens one for the
 * accounts of each shard. On one PostgreSQL one lane carries all accounts.
 */
export function createLaneOfShards<Ask, Outcome>(
  db: Database,
  open: () => Lane<Ask, Outcome>,
): Lane<Ask, Outcome> {
  const lanes = openForShards(db, open);
  return {
    submit(accountId, ask) {
      const lane = lanes.of(accountId);
      if (lane instanceof Promise) return lane.then((one) => one.submit(accountId, ask));
      return lane.submit(accountId, ask);
    },
    waiting: () => lanes.all().reduce((sum, lane) => sum + lane.waiting(), 0),
  };
}
