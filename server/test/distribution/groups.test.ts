import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { connect } from '../../src/platform/db/connect.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { groupsOf, shardOf } from '../../src/platform/db/distribution.ts';
import { createClusterDatabase, dropClusterDatabase } from './cluster.ts';

const CLUSTER = process.env.TEST_CITUS_URL ?? '';
const TIMEOUT_MS = 60_000;

describe.runIf(CLUSTER)('the groups of accounts on a Citus cluster', () => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const items = Array.from({ length: 40 }, () => ({ accountId: newId() }));
  let db: Database;

  beforeAll(async () => {
    const url = await createClusterDatabase(CLUSTER, name);
    db = connect({ url, maxConnections: 4, applicationName: 'gigastore tests' });
    await db.pool.query(`
      create table notes (
        account_id uuid not null, id uuid not null, primary key (account_id, id)
      )`);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await db?.close();
    await dropClusterDatabase(CLUSTER, name);
  }, TIMEOUT_MS);

  it('are one as long as nothing is distributed', async () => {
    expect(await groupsOf(db, items)).toEqual([items]);
  });

  it('have every account once, and can be locked in one statement each', async () => {
    await db.pool.query(`select create_distributed_table('notes', 'account_id')`);
    await db.pool.query('insert into notes select unnest($1::uuid[]), gen_random_uuid()', [
      items.map(({ accountId }) => accountId),
    ]);
    const groups = await groupsOf(db, items);
    expect(groups).toHaveLength(4);
    expect(groups.flat().sort(byId)).toEqual([...items].sort(byId));
    for (const group of groups) {
      const ids = group.map(({ accountId }) => accountId);
      const { rowCount } = await db.pool.query(
        'select from notes where account_id = any($1::uuid[]) for no key update',
        [ids],
      );
      expect(rowCount).toBe(group.length);
      expect(new Set(await Promise.all(ids.map((id) => shardOf(db, id)))).size).toBe(1);
    }
    const all = items.map(({ accountId }) => accountId);
    const locked = db.pool.query(
      'select from notes where account_id = any($1::uuid[]) for no key update',
      [all],
    );
    await expect(locked).rejects.toThrow('could not run distributed query with FOR UPDATE');
  });

  it('are known without a query once they were asked for', async () => {
    const [first] = items as [{ accountId: string }];
    expect(shardOf(db, first.accountId)).toMatch(/^\d+$/);
    expect(await shardOf(db, newId())).toMatch(/^\d+$/);
  });
});

function byId(one: { accountId: string }, other: { accountId: string }): number {
  return one.accountId < other.accountId ? -1 : 1;
}
