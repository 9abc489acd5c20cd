import type pg from 'pg';
import type { Query } from './prepared-statements.ts';

/**
 * Sends a statement over the connection. Statements of the same turn of the event loop are written
 * to the socket together: `pg` writes each of them on its own, and a write costs more than the rest
 * of the statement.
 */
export function sendOver(client: pg.PoolClient, query: Query): Promise<pg.QueryResult> {
  const { stream } = client.connection;
  if (stream.writableCorked === 0) {
    stream.cork();
    // After all promises of this turn, so that those who wait for each other's answers join.
    process.nextTick(() => stream.uncork());
  }
  return client.query(query);
}
