import { type Sql, sql } from './database.ts';

/**
 * The time so many seconds after the transaction's, for an update that computes them from columns.
 * `now() + … * interval '1 second'` depends on the time zone, as far as PostgreSQL knows, and a
 * distributed database refuses to compute what does so from columns.
 */
export function fromNow(seconds: Sql): Sql {
  return sql`to_timestamp(extract(epoch from now())::float8 + (${seconds})::float8)`;
}
