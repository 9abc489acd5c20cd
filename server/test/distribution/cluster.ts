import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connect } from '../../src/platform/db/connect.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { migrateByCommand } from './migrate-by-command.ts';

/** Few shards, so that a database of its own for each test file is made in seconds. */
const SHARDS = 4;

type Node = { host: string; port: number };

export type DistributedStore = { db: Database; url: string; close(): Promise<void> };

/**
 * Returns a distributed store of its own for one test file, without rows unless `fill` adds some
 * before it is distributed.
 */
export async function openDistributedStore(
  cluster: string,
  fill: (db: Database) => Promise<unknown> = async () => undefined,
): Promise<DistributedStore> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = await createClusterDatabase(cluster, name);
  const db = connect({ url, maxConnections: 8, applicationName: 'gigastore tests' });
  const close = async () => {
    await db.close();
    await dropClusterDatabase(cluster, name);
  };
  try {
    await migrateByCommand(url);
    await fill(db);
    await migrateByCommand(url, '--distribute');
    return { db, url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Makes an empty database of this name on every node of the cluster whose coordinator `url` names,
 * and returns its address. The nodes are those of the database of `url`.
 */
export async function createClusterDatabase(url: string, name: string): Promise<string> {
  const nodes = await nodesOf(url);
  for (const node of nodes) {
    await on(addressOf(url, node), `create database ${name}`);
    await on(addressOf(url, node, name), 'create extension citus');
  }
  const own = addressOf(url, undefined, name);
  const [coordinator, ...workers] = nodes.map(({ host, port }) => `'${host}', ${port}`);
  await on(own, `select citus_set_coordinator_host(${coordinator})`);
  for (const worker of workers) await on(own, `select citus_add_node(${worker})`);
  await on(own, `alter database ${name} set citus.shard_count = ${SHARDS}`);

  return own;
}

export async function dropClusterDatabase(url: string, name: string): Promise<void> {
  for (const node of await nodesOf(url)) {
    await on(addressOf(url, node), `drop database if exists ${name} with (force)`);
  }
}

/** Returns the address of a database on each node, the coordinator first. */
export async function databaseUrls(url: string, name: string): Promise<string[]> {
  return (await nodesOf(url)).map((node) => addressOf(url, node, name));
}

/** Leaves all worker nodes but the first ones without shards of what is distributed later. */
export async function useWorkers(url: string, count: number): Promise<void> {
  await on(
    url,
    `select citus_set_node_property(nodename, nodeport, 'shouldhaveshards', false)
    from (select nodename, nodeport from pg_dist_node
      where groupid > 0 order by groupid offset ${count}) as others`,
  );
}

/** Returns the nodes, the coordinator first. */
async function nodesOf(url: string): Promise<Node[]> {
  return on<Node>(
    url,
    'select nodename as host, nodeport as port from pg_dist_node order by groupid',
  );
}

function addressOf(url: string, node?: Node, database = 'postgres'): string {
  const address = new URL(url);
  if (node) [address.hostname, address.port] = [node.host, String(node.port)];
  address.pathname = `/${database}`;
  return address.href;
}

/** Runs a statement over a connection of its own. */
export async function on<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
