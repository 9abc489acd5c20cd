import { type Database, type Queryable, sql, type Tx } from './database.ts';

const MONTHS_AHEAD = 3;

type Month = { suffix: string; first: string };

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
    const isOurs = isMissing && (await db.transaction((tx) => make(tx, parent.name, month)));
    if (isOurs) made.push(name);
  }
  return made;
}

function findParents(db: Queryable): Promise<{ name: string }[]> {
  return db.rows<{ name: string }>(sql`
    select c.relname as name
    from pg_partitioned_table p
    join pg_class c on c.oid = p.partrelid and c.relnamespace = current_schema()::regnamespace
    join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
    where p.partstrat = 'r' and p.partnatts = 1 and a.atttypid = 'timestamptz'::regtype
    order by c.relname`);
}

function monthsFromNow(db: Queryable, monthsAhead: number): Promise<Month[]> {
  return db.rows<Month>(sql`
    select to_char(month, 'YYYYMM') as suffix, to_char(month, 'YYYY-MM-DD') as first
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

/** Returns false if another process was first. The function has the rights of the owner. */
async function make(tx: Tx, parent: string, { first }: Month): Promise<boolean> {
  const row = await tx.row<{ isMade: boolean }>(sql`
    select make_partition(${parent}, ${first}::date) as "isMade"`);
  return row?.isMade === true;
}
