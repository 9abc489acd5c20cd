import { type Sql, sql } from '../../src/platform/db/database.ts';

/**
 * The time of a column less an interval, such as `1 hour`, for an update. In UTC, because
 * Citus computes nothing from columns that depends on the time zone of the connection.
 */
export function earlier(column: Sql, by: string): Sql {
  return sql`(${column} at time zone 'utc' - ${by}::interval) at time zone 'utc'`;
}
