import type pg from 'pg';
import sql, { type Sql } from 'sql-template-tag';

export type { Sql };
export { sql };

/**
 * Runs statements: a transaction, or the pool for a single read. `int8` arrives as `bigint`.
 * Inside a transaction statements run in the order in which they were called; those that need not
 * wait for each other's answers are called together (`Promise.all`) and cost one round trip.
 */
export type Queryable = {
  /** All rows of one statement. */
  rows<Row extends pg.QueryResultRow>(statement: Sql): Promise<Row[]>;
  /** The one row, or undefined when there is none. */
  row<Row extends pg.QueryResultRow>(statement: Sql): Promise<Row | undefined>;
  /** Returns the number of rows that the statement touched. */
  run(statement: Sql): Promise<number>;
  /** Whether Citus distributes the database. A pool knows it from its first connection on. */
  isDistributed(): boolean;
};

/** An open transaction. Verbs take one and never commit. */
export type Tx = Queryable & { readonly kind: 'transaction' };

/** The database: single reads outside a transaction, and transactions with a bounded retry. */
export type Database = Queryable & {
  /**
   * Runs `work` in one transaction (read committed) and commits. On 40001, 40P01 or a connection
   * lost before commit was sent, `work` is run again, at most `TRANSACTION_ATTEMPTS` times.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Runs reads over one connection, without a transaction: those that are called together
   * (`Promise.all`) cost one round trip, and PostgreSQL is woken once for them. They see what is
   * committed when each of them runs. `work` is run again where a single read would be.
   */
  together<T>(work: (db: Queryable) => Promise<T>): Promise<T>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};
