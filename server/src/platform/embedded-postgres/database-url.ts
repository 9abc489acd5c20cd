import pg from 'pg';
import { LOOPBACK } from './free-port.ts';
import { DATABASE_USER } from './initialize.ts';
import type { ClusterRecord } from './record.ts';

const DATABASE = 'gigastore';
const HEALTH_TIMEOUT_MS = 2_000;

/** Makes the store's own database in a cluster that has none yet. */
export async function createDatabase(record: ClusterRecord, port: number): Promise<void> {
  await withClient(urlOf(record, port, 'postgres'), async (client) => {
    const found = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  });
}

/** Returns whether the address answers a query. */
export async function isHealthy(url: string): Promise<boolean> {
  return withClient(url, (client) => client.query('select 1')).then(
    () => true,
    () => false,
  );
}

/** Runs `use` on a connection of its own. */
export async function withClient<T>(
  url: string,
  use: (client: pg.Client) => Promise<T>,
  queryTimeoutMs = 10 * HEALTH_TIMEOUT_MS,
): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: HEALTH_TIMEOUT_MS,
    query_timeout: queryTimeoutMs,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Returns the address of the store's database, or of another one, in the home's cluster. */
export function urlOf(record: ClusterRecord, port: number, database = DATABASE): string {
  return `postgresql://${DATABASE_USER}:${record.password}@${LOOPBACK}:${port}/${database}`;
}
