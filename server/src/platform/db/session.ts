import pg from 'pg';
import type { Sql } from './database.ts';
import { isUnanswered } from './failures.ts';
import { createPreparer, type Query, unprepared } from './prepared-statements.ts';
import { sendOver } from './send-over.ts';
import { columnTypes } from './types.ts';

export const CONNECT_TIMEOUT_MS = 3_000;
/** A lost host is detected on idle connections: after 10 s, and ten probes of a second. */
export const KEEP_ALIVE_AFTER_MS = 10_000;
/** Without an answer this long after the server's own time-out, the network is silent. */
const ANSWER_GRACE_MS = 3_000;
const IDLE_CONNECTION_MS = 60_000;
const IDLE_IN_TRANSACTION_MS = 60_000;

export type ConnectOptions = {
  url: string;
  maxConnections: number;
  /** Off for poolers that give every transaction another connection. */
  preparedStatements?: boolean;
  applicationName: string;
  /**
   * The server ends a slower statement. A connection on which nothing comes back
   * `answerGraceMs` (3 s) later is destroyed, and so are those that were open by then.
   */
  statementTimeoutMs?: number;
  answerGraceMs?: number;
};

export type Session = {
  pool: pg.Pool;
  begin: string;
  asQuery: (statement: Sql) => Query;
  openedAt: WeakMap<pg.PoolClient, number>;
  /** Connections opened before this time use a network that no longer responds. */
  suspectBefore: number;
  /** Whether Citus distributes the database; undefined before the first connection. */
  isDistributed?: boolean;
  /** Sent before COMMIT, on a distributed database. */
  prepare?: Query;
};

/** Opens a pool of connections. */
export function openSession(options: ConnectOptions): Session {
  const usesNames = options.preparedStatements ?? true;
  const timeoutMs = options.statementTimeoutMs;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    ...(timeoutMs !== undefined && {
      query_timeout: timeoutMs + (options.answerGraceMs ?? ANSWER_GRACE_MS),
    }),
    // Statements that do not wait for each other's answers travel together; see `Queryable`.
    pipeline: true,
    types: columnTypes,
    ...(usesNames && directTimeouts(timeoutMs)),
  });
  neverCrash(pool);
  const openedAt = new WeakMap<pg.PoolClient, number>();
  pool.on('connect', (client) => openedAt.set(client, performance.now()));
  // A pooler refuses timeouts at connection start, so there they travel with BEGIN.
  const setsTimeout = !usesNames && timeoutMs !== undefined;
  const begin = setsTimeout ? `set local statement_timeout = ${timeoutMs}` : '';
  return {
    pool,
    begin: `begin; ${begin}`,
    asQuery: usesNames ? createPreparer() : unprepared,
    openedAt,
    suspectBefore: 0,
  };
}

function directTimeouts(statementTimeoutMs: number | undefined): pg.PoolConfig {
  return {
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    ...(statementTimeoutMs !== undefined && { statement_timeout: statementTimeoutMs }),
  };
}

/**
 * The pool drops a broken connection by itself; an error event without a listener would end the
 * process.
 */
function neverCrash(pool: pg.Pool): void {
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
}

/** Returns a connection that is not older than the last silence, and closes older ones. */
export async function checkOut(session: Session): Promise<pg.PoolClient> {
  const client = await session.pool.connect();
  if ((session.openedAt.get(client) ?? 0) < session.suspectBefore) {
    client.release(true);
    return checkOut(session);
  }
  if (session.isDistributed === undefined) await learn(session, client);
  return client;
}

/**
 * A transaction that has read many shards over several connections may not write a table that is
 * on all nodes; one that reads them over one connection to each node may.
 */
const SEQUENTIAL = `set local citus.multi_shard_modify_mode = 'sequential'`;
const IS_DISTRIBUTED = `select to_regclass('pg_catalog.pg_dist_partition') is not null as is`;
/**
 * Citus commits a node that a transaction changed by one `update` without preparing it, and the
 * coordinator afterwards, which loses its part if it stops in between. A transaction that copies
 * rows, if none, prepares the nodes that it changed.
 */
const PREPARE: Query = {
  text: `insert into two_phase_commits select id from unnest('{}'::uuid[]) as none (id)`,
  values: [],
};
const MAY_PREPARE = `select exists (
  select 1 from pg_dist_partition where logicalrelid = to_regclass('two_phase_commits')
) as is`;

async function learn(session: Session, client: pg.PoolClient): Promise<void> {
  try {
    const isDistributed = await ask(client, IS_DISTRIBUTED);
    // A database that has Citus and is not distributed yet lacks the table, or has it locally.
    const mayPrepare = isDistributed && (await ask(client, MAY_PREPARE));
    // Several first connections may learn it at the same time.
    if (session.isDistributed !== undefined) return;
    session.isDistributed = isDistributed;
    if (isDistributed) session.begin = `${session.begin}; ${SEQUENTIAL}`;
    if (mayPrepare) session.prepare = PREPARE;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function ask(client: pg.PoolClient, text: string): Promise<boolean> {
  const { rows } = await sendOver(client, { text, values: [] });
  return rows[0].is;
}

/**
 * After silence on one connection, every connection that was open by then is closed when next
 * checked out.
 */
export function suspect(session: Session, error: unknown): void {
  if (isUnanswered(error)) session.suspectBefore = performance.now();
}
