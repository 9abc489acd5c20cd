import type { Database, Queryable, Sql, Tx } from '../db/database.ts';
import type { Traces } from './traces.ts';

/**
 * Returns the database with a span for every transaction and statement. A span has the statement's
 * text, never its values.
 */
export function traceDatabase(db: Database, traces: Traces): Database {
  return {
    ...db,
    ...traceStatements(db, traces),
    transaction: (work) =>
      traces.inSpan('transaction', { 'db.system.name': 'postgresql' }, () =>
        db.transaction((tx) => work(traceTx(tx, traces))),
      ),
  };
}

function traceTx(tx: Tx, traces: Traces): Tx {
  return { ...tx, ...traceStatements(tx, traces) };
}

function traceStatements(db: Queryable, { inSpan }: Traces): Queryable {
  const spanned = <T>(statement: Sql, run: () => Promise<T>): Promise<T> => {
    const text = statement.text.replace(/\s+/g, ' ').trim();
    const [verb = 'statement'] = text.split(' ', 1);
    return inSpan(verb, { 'db.system.name': 'postgresql', 'db.query.text': text }, run);
  };
  return {
    rows: (statement) => spanned(statement, () => db.rows(statement)),
    row: (statement) => spanned(statement, () => db.row(statement)),
    run: (statement) => spanned(statement, () => db.run(statement)),
    isDistributed: db.isDistributed,
  };
}
