import { type Database, type Queryable, sql, type Tx } from './database.ts';
import { raw } from './raw.ts';

const MONTHS_AHEAD = 3;
/** Taken by everyone who makes partitions, so that two never make the same one. */
const TURN_KEY = 7_310_593_859n;
const LOCK_TIMEOUT = '5s';

type Parent = { name: string; keyColumn: string; columns: string[]; fallback: string | null };
type Month = { suffix: string; from: string; until: string };

/**
 * Makes the monthly partitions `<table>_pYYYYMM` of this month and the next ones, by the database's
 * own clock, and gives the names of those that were missing. Without `tables` every table that is
 * partitioned by range gets them. Safe to run at any time, also concurrently.
 */
export async function ensurePartitions(
  db: Database,
  { tables, monthsAhead = MONTHS_AHEAD }: { tables?: string[]; monthsAhead?: number } = {},
): Promise<string[]> {
  const parents = (await findParents(db)).filter(({ name }) => tables?.includes(name) ?? true);
  const months = await monthsFromNow(db, monthsAhead);
  const wanted = parents.flatMap((parent) => months.map((month) => ({ parent, month })));
  const made: string[] = [];
  for (const { parent, month } of wanted) {
    const name = `${parent.name}_p${month.suffix}`;
    const isMissing = !(await exists(db, name));
    const isOurs =
      isMissing && (await db.transaction((tx) => make(tx, parent, { ...month, name })));
    if (isOurs) made.push(name);
  }
  return made;
}

/**
 * Drops the monthly partitions of a table whose last day is more than `olderThanDays` ago. Returns
 * their names. Rows in the default partition stay.
 */
export async function dropPartitions(
  db: Database,
  { table, olderThanDays }: { table: string; olderThanDays: number },
): Promise<string[]> {
  const partitions = await db.rows<{ name: string }>(sql`
    select c.relname as name
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    where i.inhparent = to_regclass(${table})
      and c.relname ~ '_p[0-9]{6}$'
      and to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month'
        < now() at time zone 'UTC' - make_interval(days => ${olderThanDays})
    order by c.relname`);
  for (const { name } of partitions) {
    await db.transaction(async (tx) => {
      await tx.run(sql`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`);
      await tx.run(raw`drop table if exists ${name}`);
    });
  }
  return partitions.map(({ name }) => name);
}

async function findParents(db: Queryable): Promise<Parent[]> {
  return db.rows<Parent>(sql`
    select
      c.relname as name,
      a.attname as "keyColumn",
      d.relname as fallback,
      array(
        select k.attname::text
        from pg_attribute k
        where k.attrelid = c.oid and k.attnum > 0 and not k.attisdropped and k.attgenerated = ''
        order by k.attnum
      ) as columns
    from pg_partitioned_table p
    join pg_class c on c.oid = p.partrelid and c.relnamespace = current_schema()::regnamespace
    join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
    left join pg_class d on d.oid = p.partdefid
    where p.partstrat = 'r' and p.partnatts = 1 and a.atttypid = 'timestamptz'::regtype
    order by c.relname`);
}

async function monthsFromNow(db: Queryable, monthsAhead: number): Promise<Month[]> {
  return db.rows<Month>(sql`
    select
      to_char(month, 'YYYYMM') as suffix,
      to_char(month, 'YYYY-MM-DD"T00:00:00Z"') as from,
      to_char(month + interval '1 month', 'YYYY-MM-DD"T00:00:00Z"') as until
    from generate_series(
      date_trunc('month', now() at time zone 'UTC'),
      date_trunc('month', now() at time zone 'UTC') + make_interval(months => ${monthsAhead}),
      interval '1 month'
    ) as month
    order by month`);
}

async function exists(db: Queryable, table: string): Promise<boolean> {
  return (
    (await db.row(sql`select 1 from pg_class where oid = to_regclass(${table})`)) !== undefined
  );
}

/**
 * Made beside the table and attached, because `create table … partition of` would lock out every
 * reader and writer of the whole table.
 */
async function make(tx: Tx, parent: Parent, month: Month & { name: string }): Promise<boolean> {
  await tx.run(sql`select pg_advisory_xact_lock(${TURN_KEY}::bigint)`);
  if (await exists(tx, month.name)) return false;
  await tx.run(sql`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`);
  await tx.run(
    raw`create table ${month.name} (like ${parent.name} including all excluding identity)`,
  );
  if (parent.fallback) await moveFromFallback(tx, parent, month);
  await tx.run(raw`
    alter table ${parent.name} attach partition ${month.name}
    for values from (${{ literal: month.from }}) to (${{ literal: month.until }})`);
  return true;
}

/**
 * Rows of a month whose partition was late lie in the default partition and would forbid it. Where
 * a trigger forbids to delete, it sleeps while nobody else can come near the partition.
 */
async function moveFromFallback(
  tx: Tx,
  { fallback, keyColumn, columns }: Parent,
  month: Month & { name: string },
): Promise<void> {
  await tx.run(raw`lock table ${fallback ?? ''} in access exclusive mode`);
  await tx.run(raw`alter table ${fallback ?? ''} disable trigger user`);
  await tx.run(raw`
    with moved as (
      delete from ${fallback ?? ''}
      where ${keyColumn} >= ${{ literal: month.from }}
        and ${keyColumn} < ${{ literal: month.until }}
      returning ${columns}
    )
    insert into ${month.name} (${columns})
    select ${columns}
    from moved`);
  await tx.run(raw`alter table ${fallback ?? ''} enable trigger user`);
}
