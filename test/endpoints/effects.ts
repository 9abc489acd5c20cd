import { sql } from '../../src/db/database.ts';
import { raw } from '../../src/db/raw.ts';
import type { Reseller } from '../support/resellers.ts';

/** How many rows an account has in each table: what an operation leaves behind. */
export async function countRows({ store: { db }, id }: Pick<Reseller, 'store' | 'id'>) {
  const tables = await db.rows<{ name: string }>(sql`
    select table_name as name
    from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where column_name = 'account_id'
      and table_schema = 'public'
      and table_type = 'BASE TABLE'
    order by table_name`);
  const counts = tables.map(async ({ name }): Promise<[string, number]> => {
    const row = await db.row<{ count: number }>(sql`
      select count(*)::int as count from ${raw`${name}`} where account_id = ${id}`);
    return [name, row?.count ?? 0];
  });
  return Object.fromEntries(await Promise.all(counts));
}

type Counts = Record<string, number>;

/** The rows that were added (or taken) between two counts; tables that stayed are left out. */
export function difference(before: Counts, after: Counts): Counts {
  const changes = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
}
