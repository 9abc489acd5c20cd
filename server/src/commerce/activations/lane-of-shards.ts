import type { Database } from '../../platform/db/database.ts';
import { shardOf } from '../../platform/db/distribution.ts';
import type { Lane } from './lane.ts';

/**
 * Returns a lane whose batches stay on one node of a distributed database: it opens one for the
 * accounts of each shard. On one PostgreSQL one lane carries all accounts.
 */
export function createLaneOfShards<Ask, Outcome>(
  db: Database,
  open: () => Lane<Ask, Outcome>,
): Lane<Ask, Outcome> {
  const lanes = new Map<string, Lane<Ask, Outcome>>();

  function laneOf(shard: string): Lane<Ask, Outcome> {
    const known = lanes.get(shard);
    if (known) return known;
    const opened = open();
    lanes.set(shard, opened);
    return opened;
  }

  return {
    submit(accountId, ask) {
      const shard = shardOf(db, accountId);
      if (typeof shard === 'string') return laneOf(shard).submit(accountId, ask);
      return shard.then((known) => laneOf(known).submit(accountId, ask));
    },
    waiting: () => [...lanes.values()].reduce((sum, lane) => sum + lane.waiting(), 0),
  };
}
