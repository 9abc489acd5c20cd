import { type Sql, sql } from './database.ts';

/**
 * Binds a column with accounts to those of one node: a condition that begins with `and`, or nothing
 * on one PostgreSQL.
 */
export type OnNode = (column: Sql) => Sql;

export const ON_ANY_NODE: OnNode = () => sql``;
