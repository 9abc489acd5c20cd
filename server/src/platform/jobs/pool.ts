import pg from 'pg';
import { CONNECT_TIMEOUT_MS } from '../db/connect.ts';

/**
 * Connections for graphile-worker alone: it puts job ids into JSON, which our pool, that reads int8
 * as bigint, would make impossible. A broken one is dropped; its event must not end the process.
 */
export function openJobsPool(url: string, maxConnections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: 'gigastore jobs',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
