import pg from 'pg';
import type { Database, Queryable, Sql, Tx } from './database.ts';
import {
  asRefusal,
  isConnectionLost,
  isSerializationFailure,
  isStalePlan,
  unknownOutcome,
} from './failures.ts';
import { prepared, type Query, unprepared } from './prepared-statements.ts';
import { withRetry } from './retry.ts';
import { columnTypes } from './types.ts';

export const TRANSACTION_ATTEMPTS = 5;
export const CONNECT_TIMEOUT_MS = 3_000;
const IDLE_CONNECTION_MS = 60_000;
const IDLE_IN_TRANSACTION_MS = 60_000;

const RETRY_JITTER_MS = 15;
const RETRY = {
  attempts: TRANSACTION_ATTEMPTS,
  pauseMs: (attempt: number) => Math.random() * RETRY_JITTER_MS * attempt,
};

export type ConnectOptions = {
  url: string;
  maxConnections: number;
  /** Off for poolers that give every transaction another connection. */
  preparedStatements?: boolean;
  applicationName: string;
  statementTimeoutMs?: number;
};

type Session = { pool: pg.Pool; begin: string; asQuery: (statement: Sql) => Query };
type Send = (query: Query) => Promise<pg.QueryResult>;

/**
 * Opens a pool; nothing is sent before the first statement. While the database is away every call
 * throws the refusal `service_unavailable`, and works again as soon as it is back.
 */
export function connect(options: ConnectOptions): Database {
  const session = openSession(options);
  return {
    ...queryable(session, (query) => single(session, query)),
    pool: session.pool,
    transaction: (work) => transaction(session, work),
    close: () => session.pool.end(),
  };
}

function openSession(options: ConnectOptions): Session {
  const usesNames = options.preparedStatements ?? true;
  const timeoutMs = options.statementTimeoutMs;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    keepAlive: true,
    // Statements that do not wait for each other's answers travel together; see `Queryable`.
    pipeline: true,
    types: columnTypes,
    ...(usesNames && directTimeouts(timeoutMs)),
  });
  neverCrash(pool);
  // A pooler refuses timeouts at connection start, so there they travel with BEGIN.
  const setsTimeout = !usesNames && timeoutMs !== undefined;
  const begin = setsTimeout ? `set local statement_timeout = ${timeoutMs}` : '';
  return { pool, begin: `begin; ${begin}`, asQuery: usesNames ? prepared : unprepared };
}

function directTimeouts(statementTimeoutMs: number | undefined): pg.PoolConfig {
  return {
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    ...(statementTimeoutMs !== undefined && { statement_timeout: statementTimeoutMs }),
  };
}

/** The pool drops a broken connection by itself; an unheard error event would end the process. */
function neverCrash(pool: pg.Pool): void {
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
}

function queryable(session: Session, send: Send): Queryable {
  return {
    rows: async (statement) => (await send(session.asQuery(statement))).rows,
    row: async (statement) => (await send(session.asQuery(statement))).rows[0],
    run: async (statement) => (await send(session.asQuery(statement))).rowCount ?? 0,
  };
}

/** One statement of its own; run again only where PostgreSQL surely did nothing. */
async function single({ pool }: Session, query: Query): Promise<pg.QueryResult> {
  const mayRetry = (error: unknown) => isStalePlan(error) || isSerializationFailure(error);
  return refusing(withRetry(() => pool.query(query), { ...RETRY, mayRetry }));
}

async function transaction<T>(session: Session, work: (tx: Tx) => Promise<T>): Promise<T> {
  const mayRetry = (error: unknown) => isSerializationFailure(error) || needsNewConnection(error);
  return refusing(withRetry(() => attemptOnce(session, work), { ...RETRY, mayRetry }));
}

async function refusing<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw asRefusal(error);
  }
}

async function attemptOnce<T>(session: Session, work: (tx: Tx) => Promise<T>): Promise<T> {
  // A refused connection is a refusal at once: only one that was lost is worth a second try.
  const client = await refusing(session.pool.connect());
  let isUsable = true;
  try {
    return await runAndCommit(session, client, work);
  } catch (error) {
    isUsable = await rolledBack(client, error);
    throw error;
  } finally {
    client.release(!isUsable);
  }
}

async function runAndCommit<T>(
  session: Session,
  client: pg.PoolClient,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  // Not waited for: the first statements travel with it.
  const begun = client.query(session.begin);
  begun.catch(() => {});
  try {
    const send: Send = (query) => client.query(query);
    const value = await work({ kind: 'transaction', ...queryable(session, send) });
    await commit(client);
    return value;
  } finally {
    // Before it is known to have begun, nobody could tell that there is something to roll back.
    await begun;
  }
}

/** PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit').catch((error: unknown) => {
    throw isConnectionLost(error) ? unknownOutcome(error) : error;
  });
  if (command === 'COMMIT') return;
  throw new Error('A statement failed inside the transaction and its error was swallowed.');
}

/** False when the connection can no longer be used. */
async function rolledBack(client: pg.PoolClient, error: unknown): Promise<boolean> {
  if (needsNewConnection(error)) return false;
  if (client.getTransactionStatus() === 'I') return true;
  return client.query('rollback').then(
    () => true,
    () => false,
  );
}

function needsNewConnection(error: unknown): boolean {
  return isConnectionLost(error) || isStalePlan(error);
}
