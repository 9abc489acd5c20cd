import { type Queryable, sql } from '../../src/platform/db/database.ts';

export type Column = { table: string; column: string; isRequired: boolean };
export type Index = { name: string; table: string; isPrimary: boolean; columns: string[] };
export type ForeignKey = { name: string; from: string; to: string; pairs: string[] };
export type Expression = { name: string; table: string; text: string };

/** Returns the columns of all tables; partitions have those of their parents. */
export function columnsOf(db: Queryable): Promise<Column[]> {
  return db.rows<Column>(sql`
    select c.relname as table, a.attname as column, a.attnotnull as "isRequired"
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace
      and c.relkind in ('r', 'p')
      and not c.relispartition
      and a.attnum > 0
      and not a.attisdropped`);
}

/** Returns the primary keys and unique indexes. */
export function uniqueIndexesOf(db: Queryable): Promise<Index[]> {
  return db.rows<Index>(sql`
    select i.indexrelid::regclass::text as name, c.relname as table, i.indisprimary as "isPrimary",
      array(
        select a.attname::text
        from unnest(i.indkey::int2[]) as key (number)
        join pg_attribute as a on a.attrelid = c.oid and a.attnum = key.number
      ) as columns
    from pg_index as i
    join pg_class as c on c.oid = i.indrelid
    where c.relnamespace = current_schema()::regnamespace
      and not c.relispartition
      and i.indisunique`);
}

/** Returns the foreign keys; each pair is `column=referenced column`. */
export function foreignKeysOf(db: Queryable): Promise<ForeignKey[]> {
  return db.rows<ForeignKey>(sql`
    select k.conname as name, k.conrelid::regclass::text as from, k.confrelid::regclass::text as to,
      array(
        select own.attname || '=' || other.attname
        from unnest(k.conkey, k.confkey) as pair (own, other)
        join pg_attribute as own on own.attrelid = k.conrelid and own.attnum = pair.own
        join pg_attribute as other on other.attrelid = k.confrelid and other.attnum = pair.other
      ) as pairs
    from pg_constraint as k
    join pg_class as c on c.oid = k.conrelid
    where k.connamespace = current_schema()::regnamespace
      and k.contype = 'f'
      and not c.relispartition`);
}

/** Returns the defaults and the check constraints. */
export function expressionsOf(db: Queryable): Promise<Expression[]> {
  return db.rows<Expression>(sql`
    select a.attname as name, c.relname as table, pg_get_expr(d.adbin, d.adrelid) as text
    from pg_attrdef as d
    join pg_class as c on c.oid = d.adrelid
    join pg_attribute as a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where c.relnamespace = current_schema()::regnamespace
    union all
    select k.conname, c.relname, pg_get_constraintdef(k.oid)
    from pg_constraint as k
    join pg_class as c on c.oid = k.conrelid
    where k.connamespace = current_schema()::regnamespace
      and k.contype = 'c'`);
}

/** Returns the triggers with the text of their functions, without comments. */
export async function triggersOf(db: Queryable): Promise<Expression[]> {
  const triggers = await db.rows<Expression>(sql`
    select t.tgname as name, c.relname as table, p.prosrc as text
    from pg_trigger as t
    join pg_class as c on c.oid = t.tgrelid
    join pg_proc as p on p.oid = t.tgfoid
    where c.relnamespace = current_schema()::regnamespace
      and not t.tgisinternal
      and not c.relispartition`);
  return triggers.map((one) => ({ ...one, text: one.text.replace(/--.*$/gm, '') }));
}

/** Returns the functions that PostgreSQL does not know as ones of their arguments alone. */
export async function mutableFunctionsOf(db: Queryable): Promise<Map<string, string>> {
  const rows = await db.rows<{ name: string; volatility: string }>(sql`
    select proname as name, max(case provolatile when 'v' then 'volatile' else 'stable' end)
      as volatility
    from pg_proc
    where provolatile <> 'i'
      and proname not in (select proname from pg_proc where provolatile = 'i')
    group by proname`);
  return new Map(rows.map(({ name, volatility }) => [name, volatility]));
}
