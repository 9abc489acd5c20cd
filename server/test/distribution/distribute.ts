import type pg from 'pg';
import type { Database } from '../../src/platform/db/database.ts';

/** The database cannot be distributed as it is; the message says what it needs first. */
class DistributionError extends Error {
  override name = 'DistributionError';
}

/** What `distribute` did: the names of the tables, which are none when it did everything before. */
export type Distributed = { references: string[]; byAccount: string[] };

/** Platform tables that statements read together with the tables of accounts. */
const SHARED = ['catalogue_version', 'plan_costs', 'price_list_entries', 'price_lists'];

type Key = { table: string; name: string; definition: string };

/**
 * Distributes the tables of accounts by `account_id` over the nodes of a Citus cluster, with the
 * rows that they have, and puts a copy of the tables that all accounts share on every node: those
 * that a foreign key of an account's table reaches, and `SHARED`. The rest stays on the
 * coordinator. It is one transaction, which holds every table until it ends. Can be run again: what
 * is distributed stays as it is. Throws `DistributionError` if the database has no Citus, or the
 * coordinator does not know itself.
 */
export async function distribute(db: Database): Promise<Distributed> {
  const client = await db.pool.connect();
  try {
    await requireCitus(client);
    await client.query(`begin; set local lock_timeout = 0; set local statement_timeout = 0;
      set local idle_in_transaction_session_timeout = 0;
      set local citus.multi_shard_modify_mode = 'sequential'`);
    const done = await distributeWithin(client);
    await client.query('commit');
    client.release();
    return done;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function requireCitus(client: pg.PoolClient): Promise<void> {
  const extension = await namesOf(client, `select extname from pg_extension`);
  if (!extension.includes('citus')) {
    throw new DistributionError(
      'The database has no Citus. As a superuser: create extension citus.',
    );
  }
  const coordinator = await namesOf(client, `select nodename from pg_dist_node where groupid = 0`);
  if (coordinator.length > 0) return;
  throw new DistributionError(
    "The coordinator does not know its own address: select citus_set_coordinator_host('…').",
  );
}

async function distributeWithin(client: pg.PoolClient): Promise<Distributed> {
  const done = await namesOf(client, `select logicalrelid::text from pg_dist_partition`);
  const ofAccounts = await namesOf(client, TABLES_OF_ACCOUNTS);
  const byAccount = ofAccounts.filter((table) => !done.includes(table));
  const wanted = await withReferenced(client, { from: ofAccounts, also: SHARED });
  const references = wanted.filter((table) => !done.includes(table));
  const keys = await dropKeys(client, [...references, ...byAccount]);
  await dropTriggers(client, [...references, ...byAccount]);
  for (const table of references) await client.query('select create_reference_table($1)', [table]);
  const beside = ofAccounts.find((table) => done.includes(table)) ?? byAccount[0] ?? '';
  for (const table of byAccount) await distributeOne(client, table, beside);
  for (const key of keys) {
    await client.query(`alter table ${key.table} add constraint ${key.name} ${key.definition}`);
  }
  return { references, byAccount };
}

/** The tables whose rows all have an account, without partitions and closed parts. */
const TABLES_OF_ACCOUNTS = `
  select c.relname::text
  from pg_class as c
  join pg_attribute as a on a.attrelid = c.oid and a.attname = 'account_id' and a.attnotnull
  where c.relnamespace = current_schema()::regnamespace
    and c.relkind in ('r', 'p')
    and c.relname !~ '_owners$'
    and not exists (select from pg_inherits where inhrelid = c.oid)
  order by c.relname`;

/** Adds the tables that foreign keys reach, over any number of steps, except those of accounts. */
async function withReferenced(
  client: pg.PoolClient,
  { from, also }: { from: readonly string[]; also: readonly string[] },
): Promise<string[]> {
  const reached = `
    with recursive reached as (
      select oid from pg_class
      where relnamespace = current_schema()::regnamespace and relname = any($1)
      union
      select k.confrelid
      from reached
      join pg_constraint as k on k.conrelid = reached.oid and k.contype = 'f'
    )
    select distinct c.relname::text
    from reached
    join pg_class as c on c.oid = reached.oid
    where c.relname <> all($2)
    order by 1`;
  return namesOf(client, reached, [[...from, ...also], from]);
}

/** Drops the foreign keys among these tables, because one end cannot be distributed alone. */
async function dropKeys(client: pg.PoolClient, tables: readonly string[]): Promise<Key[]> {
  const { rows } = await client.query<Key>(
    `select k.conrelid::regclass::text as table, quote_ident(k.conname) as name,
       pg_get_constraintdef(k.oid) as definition
     from pg_constraint as k
     where k.connamespace = current_schema()::regnamespace
       and k.contype = 'f'
       and k.conparentid = 0
       and (k.conrelid::regclass::text = any($1) or k.confrelid::regclass::text = any($1))`,
    [tables],
  );
  for (const key of rows)
    await client.query(`alter table ${key.table} drop constraint ${key.name}`);
  return rows;
}

/**
 * Citus runs triggers of such tables on the node of the row, which it does only if it is told that
 * this is safe. Who may change the ledger and the invoices is then up to the roles alone.
 */
async function dropTriggers(client: pg.PoolClient, tables: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string; table: string }>(
    `select quote_ident(tgname) as name, tgrelid::regclass::text as table
     from pg_trigger
     where not tgisinternal and tgparentid = 0 and tgrelid::regclass::text = any($1)`,
    [tables],
  );
  for (const { name, table } of rows) await client.query(`drop trigger ${name} on ${table}`);
}

/** Distributes a table beside the others, with the rows of the parts that were closed by time. */
async function distributeOne(client: pg.PoolClient, table: string, beside: string): Promise<void> {
  const closed = await namesOf(
    client,
    `select i.inhrelid::regclass::text
     from pg_inherits as i
     join pg_class as c on c.oid = i.inhparent and c.relkind = 'r'
     where c.oid = to_regclass($1)`,
    [table],
  );
  for (const part of closed) {
    await client.query(`alter table ${part} no inherit ${table}`);
    await client.query(`insert into ${table} table ${part} on conflict do nothing`);
    await client.query(`drop table ${part}`);
  }
  const colocation = beside === table ? 'none' : beside;
  await client.query(`select create_distributed_table($1, 'account_id', colocate_with => $2)`, [
    table,
    colocation,
  ]);
}

/** Returns the first column of each row. */
async function namesOf(
  client: pg.PoolClient,
  statement: string,
  values: unknown[] = [],
): Promise<string[]> {
  const { rows } = await client.query<[string]>({ text: statement, values, rowMode: 'array' });
  return rows.map(([name]) => name);
}
