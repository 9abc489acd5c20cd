import { join, raw } from 'sql-template-tag';
import { expect } from 'vitest';
import { type Database, sql } from '../../src/platform/db/database.ts';
import type { Reseller } from '../support/resellers.ts';

/**
 * How many rows an account has in each table: what an operation leaves behind. The log of requests
 * is left out: it is written behind the answers, and has a row of repeated and refused ones too.
 */
export async function countRows({
  store: { db },
  id,
}: Pick<Reseller, 'store' | 'id'>): Promise<Counts> {
  const tables = await tablesOf(db);
  const counts = tables.map((name) => {
    const table = raw(`"${name}"`);
    return sql`(select count(*)::int from ${table} where account_id = ${id}) as ${table}`;
  });
  return (await db.row<Counts>(sql`select ${join(counts)}`)) ?? {};
}

const known = new WeakMap<Database, Promise<string[]>>();

/** Returns the tables that have rows of accounts; the rows of a partition are its table's. */
function tablesOf(db: Database): Promise<string[]> {
  const names = known.get(db) ?? readTables(db);
  known.set(db, names);
  return names;
}

async function readTables(db: Database): Promise<string[]> {
  const rows = await db.rows<{ name: string }>(sql`
    select relname::text as name
    from pg_class
    join pg_attribute on attrelid = pg_class.oid
    where attname = 'account_id'
      and not attisdropped
      and relname not like 'api_requests%'
      and relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p')
      and not relispartition
    order by relname`);
  expect(rows.length).toBeGreaterThan(20);
  return rows.map(({ name }) => name);
}

type Counts = Record<string, number>;

/** The rows that were added (or taken) between two counts; tables that stayed are left out. */
export function difference(before: Counts, after: Counts): Counts {
  const changes = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
}
