import pg from 'pg';
import { CONNECT_TIMEOUT_MS, KEEP_ALIVE_AFTER_MS } from '../db/session.ts';

/** The queue's own statements take milliseconds; no answer for so long is a silent network. */
const ANSWER_WITHIN_MS = 30_000;

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
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    query_timeout: ANSWER_WITHIN_MS,
    // Only a pipelined connection is destroyed when no answer comes.
    pipeline: true,
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return releasingOnce(pool);
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: Error | boolean) => void,
) => void;

/**
 * Makes a second release of a connection do nothing. graphile-worker (0.17.3) releases the one that
 * listens twice when it is lost while the worker stops, and the uncaught error of the pool would
 * end the process.
 */
function releasingOnce(pool: pg.Pool): pg.Pool {
  const connect = pool.connect.bind(pool);
  const connectOnce = (done?: Connected) => {
    if (!done) return connect().then(guardRelease);
    return connect((error, client, release) => {
      const guarded = client && guardRelease(client);
      done(error, guarded, guarded ? (failure) => guarded.release(failure) : release);
    });
  };
  pool.connect = connectOnce as typeof pool.connect;
  return pool;
}

function guardRelease(client: pg.PoolClient): pg.PoolClient {
  const release = client.release.bind(client);
  let isReleased = false;
  client.release = (error) => {
    if (isReleased) return;
    isReleased = true;
    release(error);
  };
  return client;
}
