import { type Database, type Queryable, sql } from './database.ts';
import { isDistributed } from './distribute.ts';

/** The state of PostgreSQL with which `drop_expired_table` says why a table has to stay. */
const NEEDED = '55000';

/** How many rows one transaction deletes of a distributed table. */
const BATCH = 10_000;
/** For how long a job deletes such rows; what is left waits for the next night. */
const DELETE_WITHIN_MS = 3_600_000;

type Kept = { table: string; keptDays: number };

/** What was pruned: the names of dropped tables, and how many rows were deleted one by one. */
export type Pruned = { dropped: string[]; deleted: number };

/**
 * Prunes a table whose rows are kept for a time: closes it if that is due, and drops the closed
 * tables of which every row is too old. A distributed table has no closed ones, so its old rows are
 * deleted, a batch in each transaction.
 */
export async function pruneTable(db: Database, kept: Kept): Promise<Pruned> {
  if (await isDistributed(db, kept.table)) {
    return { dropped: [], deleted: await deleteExpired(db, kept.table) };
  }
  await closeTable(db, kept.table);
  return { dropped: await dropExpired(db, kept), deleted: 0 };
}

async function deleteExpired(db: Database, table: string): Promise<number> {
  const end = performance.now() + DELETE_WITHIN_MS;
  let deleted = 0;
  for (let some = 1; some > 0 && performance.now() < end; deleted += some) {
    const row = await db.transaction((tx) =>
      tx.row<{ rows: bigint }>(sql`select delete_expired_rows(${table}, ${BATCH}) as rows`),
    );
    some = Number(row?.rows ?? 0);
  }
  return deleted;
}

/**
 * Closes a table whose rows are kept for a time, if that is due, so that it can later be dropped
 * whole: rows are then added to a new table of the same name, which reads show together with the
 * closed ones (migration 0101). Returns the name of the closed table, or undefined.
 */
export async function closeTable(db: Database, table: string): Promise<string | undefined> {
  const row = await db.transaction((tx) =>
    tx.row<{ closed: string | null }>(sql`select close_table(${table}) as closed`),
  );
  return row?.closed ?? undefined;
}

/**
 * Drops the monthly partitions and the closed tables whose last day is more than `keptDays` ago.
 * Returns their names, oldest first.
 */
export async function dropExpired(db: Database, kept: Kept): Promise<string[]> {
  const expired = await findExpired(db, kept);
  for (const { name } of expired) {
    await db.transaction((tx) => tx.run(sql`select drop_expired_table(${name})`));
  }
  return expired.map(({ name }) => name);
}

/**
 * Does the same, but leaves tables that something still needs (SQLSTATE 55000), and gives the
 * reasons.
 */
export async function dropUnneeded(
  db: Database,
  kept: Kept,
): Promise<{ dropped: string[]; needed: string[] }> {
  const dropped: string[] = [];
  const needed: string[] = [];
  for (const { name } of await findExpired(db, kept)) {
    const reason = await dropUnlessNeeded(db, name);
    if (reason === undefined) dropped.push(name);
    else needed.push(reason);
  }
  return { dropped, needed };
}

/** Returns why the table had to stay, or undefined. */
async function dropUnlessNeeded(db: Database, name: string): Promise<string | undefined> {
  try {
    await db.transaction((tx) => tx.run(sql`select drop_expired_table(${name})`));
    return undefined;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === NEEDED) return message;
    throw error;
  }
}

function findExpired(db: Queryable, { table, keptDays }: Kept): Promise<{ name: string }[]> {
  return db.rows<{ name: string }>(sql`
    select c.relname as name
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    cross join lateral (select substring(c.relname from '_p([0-9]+)$') as day) as of
    where i.inhparent = to_regclass(${table})
      and case length(of.day)
        when 6 then to_date(of.day, 'YYYYMM') + interval '1 month'
        when 8 then to_date(of.day, 'YYYYMMDD') + interval '1 day'
      end <= now() at time zone 'UTC' - make_interval(days => ${keptDays})
    order by c.relname`);
}
