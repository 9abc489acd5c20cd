import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../src/platform/db/connect.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { createClusterDatabase, dropClusterDatabase } from './cluster.ts';
import { migrateByCommand } from './migrate-by-command.ts';

const CLUSTER = process.env.TEST_CITUS_URL ?? '';
const TIMEOUT_MS = 60_000;

describe.runIf(CLUSTER)('a database that cannot be distributed', () => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  let url: string;

  beforeEach(async () => {
    url = await createClusterDatabase(CLUSTER, name);
  }, TIMEOUT_MS);
  afterEach(() => dropClusterDatabase(CLUSTER, name), TIMEOUT_MS);

  async function on<T>(address: string, work: (db: Database) => Promise<T>): Promise<T> {
    const db = connect({ url: address, maxConnections: 2, applicationName: 'gigastore tests' });
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  }

  const query = (text: string) => on(url, async ({ pool }) => (await pool.query(text)).rows);
  const attempt = (address = url) => migrateByCommand(address, '--distribute');
  const isUntouched = () => query("select to_regclass('schema_migrations') is null as untouched");

  it('is refused, and not migrated, on a worker', async () => {
    const [worker] = await query('select nodename, nodeport from pg_dist_node where groupid > 0');
    const address = new URL(url);
    [address.hostname, address.port] = [worker.nodename, String(worker.nodeport)];
    await expect(attempt(address.href)).rejects.toThrow('is a worker of the cluster');
    expect(await isUntouched()).toEqual([{ untouched: true }]);
  });

  it('is refused as long as no node takes tables', async () => {
    await query('select citus_remove_node(nodename, nodeport) from pg_dist_node where groupid > 0');
    await expect(attempt()).rejects.toThrow('No node of the cluster takes tables');
    expect(await isUntouched()).toEqual([{ untouched: true }]);
  });

  it('is refused as long as the coordinator does not know its own address', async () => {
    await query('select citus_remove_node(nodename, nodeport) from pg_dist_node where groupid > 0');
    await query('select citus_remove_node(nodename, nodeport) from pg_dist_node');
    await expect(attempt()).rejects.toThrow('does not know its own address');
  });

  it('is refused for a role that does not own the tables', async () => {
    const role = `${name}_other`;
    await query(`create table accounts (id uuid); create role ${role} login`);
    const address = Object.assign(new URL(url), { username: role });
    try {
      await expect(attempt(address.href)).rejects.toThrow(
        `The role ${role} does not own the tables. Set DATABASE_OWNER_URL`,
      );
    } finally {
      await query(`drop role ${role}`);
    }
  });
});
