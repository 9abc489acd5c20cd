import { setTimeout as delay } from 'node:timers/promises';
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
import { columnTypes } from './types.ts';

export const TRANSACTION_ATTEMPTS = 5;
export const CONNECT_TIMEOUT_MS = 3_000;
const RETRY_JITTER_MS = 15;
const IDLE_CONNECTION_MS = 60_000;
const IDLE_IN_TRANSACTION_MS = 60_000;

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
type Outcome<T> = { value: T } | { error: unknown; mayRetry: boolean };

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
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await pool.query(query);
    } catch (error) {
      const mayRetry = isStalePlan(error) || isSerializationFailure(error);
      if (!mayRetry || attempt >= TRANSACTION_ATTEMPTS) throw asRefusal(error);
    }
  }
}

async function transaction<T>(session: Session, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOnce(session, work);
    if ('value' in outcome) return outcome.value;
    if (!outcome.mayRetry || attempt >= TRANSACTION_ATTEMPTS) throw asRefusal(outcome.error);
    await delay(Math.random() * RETRY_JITTER_MS * attempt);
  }
}

async function attemptOnce<T>(session: Session, work: (tx: Tx) => Promise<T>): Promise<Outcome<T>> {
  let client: pg.PoolClient;
  try {
    client = await session.pool.connect();
  } catch (error) {
    return { error, mayRetry: false };
  }
  const outcome = await runAndCommit(session, client, work);
  const isBroken = 'error' in outcome && !(await rolledBack(client, outcome.error));
  client.release(isBroken);
  return outcome;
}

async function runAndCommit<T>(
  session: Session,
  client: pg.PoolClient,
  work: (tx: Tx) => Promise<T>,
): Promise<Outcome<T>> {
  let isCommitting = false;
  try {
    await client.query(session.begin);
    const send: Send = (query) => client.query(query);
    const value = await work({ kind: 'transaction', ...queryable(session, send) });
    isCommitting = true;
    await commit(client);
    return { value };
  } catch (error) {
    if (isCommitting && isConnectionLost(error)) {
      return { error: unknownOutcome(error), mayRetry: false };
    }
    return { error, mayRetry: isSerializationFailure(error) || needsNewConnection(error) };
  }
}

/** PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
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
