import { describe, expect, it } from 'vitest';
import { illTyped } from '../../../test/support/ill-typed.ts';
import type { Database, Queryable } from '../../platform/db/database.ts';
import { createLane } from './lane.ts';
import { createLaneOfShards } from './lane-of-shards.ts';

/** A database whose accounts are on the shard that their name begins with. */
function databaseOf({ isDistributed }: { isDistributed: boolean }): Database {
  const connected = illTyped<Queryable>({ isDistributed: () => isDistributed });
  const rows = async () => ACCOUNTS.map((id) => ({ accountId: id, shard: id.slice(0, 8) }));
  const together: Database['together'] = (work) => work(connected);
  return illTyped<Database>({ pool: {}, together, rows });
}

const ACCOUNTS = ['00000001', '00000002', '00000001'].map(
  (shard, place) => `${shard}-0000-7000-8000-00000000000${place}`,
);

async function batchesOf(db: Database): Promise<string[][]> {
  const batches: string[][] = [];
  const lane = createLaneOfShards(db, () =>
    createLane<string, string>(
      async ({ asks }) => {
        batches.push([...asks]);
        return [...asks];
      },
      { mayRunAlone: () => true },
    ),
  );
  const answers = await Promise.all(ACCOUNTS.map((id) => lane.submit(id, id)));
  expect(answers).toEqual(ACCOUNTS);
  expect(lane.waiting()).toBe(0);
  return batches;
}

describe('a lane of shards', () => {
  it('carries only accounts of one shard in a batch', async () => {
    const [first, second, third] = ACCOUNTS;
    const batches = await batchesOf(databaseOf({ isDistributed: true }));
    expect(batches).toEqual(expect.arrayContaining([[first, third], [second]]));
    expect(batches).toHaveLength(2);
  });

  it('carries all accounts together on one PostgreSQL', async () => {
    expect(await batchesOf(databaseOf({ isDistributed: false }))).toEqual([ACCOUNTS]);
  });
});
