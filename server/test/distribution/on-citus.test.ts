import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditBooks } from '../../src/backoffice/operator/index.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';
import { seedDemonstration } from '../../src/surfaces/seed/index.ts';
import { createApiKey } from '../../src/tenancy/accounts/index.ts';
import { type DistributedStore, openDistributedStore } from './cluster.ts';
import { migrateByCommand } from './migrate-by-command.ts';

const CLUSTER = process.env.TEST_CITUS_URL ?? '';
const TIMEOUT_MS = 180_000;
const NOW = new Date('2026-04-30T09:55:36.430Z');

/** What is tried on a real cluster; README.md of this folder says what is not, and why. */
describe.runIf(CLUSTER)('a store with rows, distributed over a Citus cluster', () => {
  let store: DistributedStore;
  let db: Database;
  let before: Record<string, number>;

  beforeAll(async () => {
    store = await openDistributedStore(CLUSTER, async (undistributed) => {
      db = undistributed;
      await seedDemonstration(db, NOW);
      before = await countRows();
    });
  }, TIMEOUT_MS);
  afterAll(() => store?.close(), TIMEOUT_MS);

  async function countRows(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const table of ['accounts', 'api_keys', 'customers', 'events', 'transfers']) {
      const { rows } = await db.pool.query(`select count(*)::int as rows from ${table}`);
      counts[table] = rows[0].rows;
    }
    return counts;
  }

  const keysOf = async (accountId: string) =>
    db.rows<{ clientId: string }>(sql`
      select client_id as "clientId" from api_keys where account_id = ${accountId}`);

  it('has all of its rows, and clean books', async () => {
    expect(before.accounts).toBeGreaterThan(0);
    expect(before.transfers).toBeGreaterThan(0);
    expect(await countRows()).toEqual(before);
    expect(await auditBooks(db)).toEqual([]);
  });

  it('has the rows of an account on one node, with their foreign keys', async () => {
    const { rows } = await db.pool.query<{ colocations: number; tables: number }>(`
      select count(distinct colocation_id)::int as colocations, count(*)::int as tables
      from citus_tables where citus_table_type = 'distributed'`);
    expect(rows[0]?.tables).toBeGreaterThan(60);
    expect(rows[0]?.colocations).toBe(1);
    const keys = await db.pool.query(`
      select from pg_constraint
      where conrelid = 'api_keys'::regclass and confrelid = 'api_key_owners'::regclass`);
    expect(keys.rows).toHaveLength(1);
  });

  it('stays as it is when it is migrated again', async () => {
    const { distributed } = await migrateByCommand(store.url);
    expect(distributed).toEqual({ byAccount: [], references: [], triggers: [] });
  });

  it('gives a client ID to one of two accounts that ask for it at once', async () => {
    const accounts = await db.rows<{ id: string }>(sql`select id from accounts limit 2`);
    const ends = await Promise.allSettled(
      accounts.map(({ id: accountId }) =>
        db.transaction((tx) =>
          createApiKey({ db: tx, accountId, now: NOW }, { name: 'Shop', clientId: 'shared' }),
        ),
      ),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const kept = (await Promise.all(accounts.map(({ id }) => keysOf(id)))).flat();
    expect(kept.filter(({ clientId }) => clientId === 'shared')).toHaveLength(1);
  });
});
