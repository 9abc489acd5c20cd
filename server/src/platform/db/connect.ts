import type pg from 'pg';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Queryable, Tx } from './database.ts';
import {
  asRefusal,
  isAbortedTransaction,
  isConnectionLost,
  isSerializationFailure,
  isStalePlan,
  isUnanswered,
  unknownOutcome,
} from './failures.ts';
import type { Query } from './prepared-statements.ts';
import { withRetry } from './retry.ts';
import { sendOver } from './send-over.ts';
import { type ConnectOptions, checkOut, openSession, type Session, suspect } from './session.ts';

export const TRANSACTION_ATTEMPTS = 5;
const RETRY_JITTER_MS = 15;
const RETRY = {
  attempts: TRANSACTION_ATTEMPTS,
  pauseMs: (attempt: number) => Math.random() * RETRY_JITTER_MS * attempt,
};

const COMMIT: Query = { text: 'commit', values: [] };
const ROLLBACK: Query = { text: 'rollback', values: [] };
/** A transaction that changes nothing prepares nothing. */
const READ_ONLY = /^set transaction .*read only$/;

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
    together: (work) => together(session, work),
    close: () => session.pool.end(),
  };
}

function queryable(session: Session, send: Send): Queryable {
  return {
    rows: async (statement) => (await send(session.asQuery(statement))).rows,
    row: async (statement) => (await send(session.asQuery(statement))).rows[0],
    run: async (statement) => (await send(session.asQuery(statement))).rowCount ?? 0,
    isDistributed: () => session.isDistributed === true,
  };
}

/** Runs a statement of its own, and again only if PostgreSQL surely did nothing. */
function single(session: Session, query: Query): Promise<pg.QueryResult> {
  return again(() => onConnection(session, (send) => send(query)));
}

function together<T>(session: Session, work: (db: Queryable) => Promise<T>): Promise<T> {
  return again(() => onConnection(session, (send) => work(queryable(session, send))));
}

function again<T>(work: () => Promise<T>): Promise<T> {
  const mayRetry = (error: unknown) => isStalePlan(error) || isSerializationFailure(error);
  return refusing(withRetry(work, { ...RETRY, mayRetry }));
}

async function onConnection<T>(session: Session, work: (send: Send) => Promise<T>): Promise<T> {
  const client = await checkOut(session);
  let isUsable = false;
  try {
    const result = await work((query) => sendOver(client, query));
    isUsable = true;
    return result;
  } catch (error) {
    suspect(session, error);
    throw error;
  } finally {
    client.release(!isUsable);
  }
}

async function transaction<T>(session: Session, work: (tx: Tx) => Promise<T>): Promise<T> {
  const mayRetry = (error: unknown) =>
    isSerializationFailure(error) || (needsNewConnection(error) && !isUnanswered(error));
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
  const client = await refusing(checkOut(session));
  let isUsable = true;
  try {
    return await runAndCommit(session, client, work);
  } catch (error) {
    suspect(session, error instanceof Refusal ? error.cause : error);
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
  const begun = sendOver(client, { text: session.begin, values: [] });
  begun.catch(() => {});
  const first = firstFailure();
  let { prepare } = session;
  try {
    const send: Send = (query) => {
      if (prepare && READ_ONLY.test(query.text)) prepare = undefined;
      return first.of(sendOver(client, query));
    };
    const value = await work({ kind: 'transaction', ...queryable(session, send) });
    if (prepare) await send(prepare);
    await commit(client);
    return value;
  } catch (error) {
    throw isAbortedTransaction(error) ? (first.error() ?? error) : error;
  } finally {
    // Until the begin is confirmed, it is unknown whether there is something to roll back.
    await begun;
  }
}

/**
 * Keeps the cause of a failed transaction. Pipelined statements fail together: the first error has
 * the cause, later ones only state that the transaction is aborted, and the verb may see either
 * first.
 */
function firstFailure() {
  let first: unknown;
  return {
    error: () => first,
    of<T>(answer: Promise<T>): Promise<T> {
      return answer.catch((error: unknown) => {
        if (!isAbortedTransaction(error)) first ??= error;
        throw error;
      });
    },
  };
}

/** PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await sendOver(client, COMMIT).catch((error: unknown) => {
    throw isConnectionLost(error) ? unknownOutcome(error) : error;
  });
  if (command === 'COMMIT') return;
  throw new Error('A statement failed inside the transaction and its error was swallowed.');
}

/** Returns false if the connection can no longer be used. */
async function rolledBack(client: pg.PoolClient, error: unknown): Promise<boolean> {
  if (needsNewConnection(error instanceof Refusal ? error.cause : error)) return false;
  if (client.getTransactionStatus() === 'I') return true;
  return sendOver(client, ROLLBACK).then(
    () => true,
    () => false,
  );
}

function needsNewConnection(error: unknown): boolean {
  return isConnectionLost(error) || isStalePlan(error);
}
