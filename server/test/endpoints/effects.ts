import { expect } from 'vitest';
import { sql } from '../../src/platform/db/database.ts';
import type { Reseller } from '../support/resellers.ts';

/**
 * How many rows an account has in each table: what an operation leaves behind. The log of requests
 * is left out: it is written behind the answers, and has a row of repeated and refused ones too.
 */
export async function countRows({ store: { db }, id }: Pick<Reseller, 'store' | 'id'>) {
  const rows = await db.rows<{ name: string; count: number }>(sql`
    select
      table_name as name,
      (xpath('//count/text()', query_to_xml(
        format('select count(*) from %I where account_id = %L', table_name, ${id}::uuid),
        true, true, ''
      )))[1]::text::int as count
    from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where column_name = 'account_id'
      and table_name not like 'api_requests%'
      and table_schema = 'public'
      and table_type = 'BASE TABLE'`);
  expect(rows.length).toBeGreaterThan(20);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

type Counts = Record<string, number>;

/** The rows that were added (or taken) between two counts; tables that stayed are left out. */
export function difference(before: Counts, after: Counts): Counts {
  const changes = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
}
