import type { Sql, Tx } from '../../src/platform/db/database.ts';
import { standIn } from './stand-in.ts';

const AN_ID = '01980000-0000-7000-8000-000000000000';

const AN_ACCOUNT = { accountId: AN_ID, shard: '1' };
const OF_CITUS = /pg_dist_/;
/** What `readAcross` asks for first. */
const OF_ACCOUNTS = /^\s*select (distinct )?asked\.\w+ as "accountId"/;

/** What one function of a store is called with, when stand-ins will not do. */
export type Calls = Record<string, (tx: Tx) => Promise<unknown>>;

/**
 * The statements that each exported function of a store sends, by hand or given stand-ins: to one
 * PostgreSQL, and to a distributed database.
 */
export async function recordStatements(
  store: Record<string, unknown>,
  byHand: Calls = {},
): Promise<Sql[]> {
  const recorders = [false, true].map((isDistributed) => createRecorder(isDistributed));
  for (const { tx } of recorders) await callAll(tx, store, byHand);
  return recorders.flatMap(({ statements }) => statements);
}

async function callAll(tx: Tx, store: Record<string, unknown>, byHand: Calls): Promise<void> {
  for (const [name, exported] of Object.entries(store)) {
    if (byHand[name]) await byHand[name](tx);
    else if (typeof exported === 'function') await call(exported, tx);
  }
}

/**
 * A transaction that keeps every statement and answers with nothing; a distributed one with an
 * account and its shard where accounts are asked for.
 */
function createRecorder(isDistributed: boolean) {
  const statements: Sql[] = [];
  const keep =
    <Answer>(answer: Answer) =>
    async (statement: Sql): Promise<Answer> => {
      if (!OF_CITUS.test(statement.sql)) statements.push(statement);
      return answer;
    };
  const answers = { rows: keep([]), row: keep(undefined), run: keep(0) };
  const tx: Tx = { kind: 'transaction', ...answers, isDistributed: () => isDistributed };
  const rows = (statement: Sql) =>
    keep(isDistributed && OF_ACCOUNTS.test(statement.sql) ? [AN_ACCOUNT] : [])(statement);
  Object.assign(tx, { rows });
  const within = (work: (db: Tx) => Promise<unknown>) => work(tx);
  const database = { together: within, transaction: within, pool: {} };
  // A store function that is exported as a verb takes a scope: it finds the transaction in it.
  const scope = { db: tx, accountId: AN_ID, now: new Date(0) };
  return { statements, tx: Object.assign(tx, database, scope) };
}

const MOST_PARAMETERS = 4;

async function call(exported: unknown, tx: Tx): Promise<void> {
  const given = Array.from({ length: MOST_PARAMETERS }, standIn);
  try {
    await (exported as (...given: unknown[]) => unknown)(tx, ...given);
  } catch {
    // What it did not send for that is missed by the test, by name.
  }
}
