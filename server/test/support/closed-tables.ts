import type { Database } from '../../src/platform/db/database.ts';
import { closeTable } from '../../src/platform/db/expired-tables.ts';

/** Closes a table of the database as if that had been so many days ago, so it can close again. */
export async function closeTableBefore(
  db: Database,
  { table, days }: { table: string; days: number },
): Promise<string> {
  const closed = await closeTable(db, table);
  if (closed === undefined) throw new Error(`${table} is empty, or was closed lately`);
  const day = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  const name = `${table}_p${day.replaceAll('-', '')}`;
  await db.pool.query(`alter table ${closed} rename to ${name}`);
  for (const index of await indexesOf(db, name)) {
    await db.pool.query(`alter index ${index} rename to ${index.replace(closed, name)}`);
  }
  return name;
}

async function indexesOf(db: Database, table: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    'select indexname as name from pg_indexes where tablename = $1',
    [table],
  );
  return rows.map(({ name }) => name);
}
