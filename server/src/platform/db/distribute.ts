import type pg from 'pg';
import { type Database, type Queryable, sql } from './database.ts';
import { asRefusal } from './failures.ts';
import { TURN_KEY } from './migrate.ts';

/** What `distribute` did; all are empty when every table was distributed before. */
export type Distributed = {
  byAccount: string[];
  references: string[];
  /** The triggers that were dropped, as `table.trigger`. */
  triggers: string[];
};

type Key = { table: string; name: string; definition: string };

/**
 * Distributes the tables of accounts by `account_id` over the nodes of a Citus cluster, with the
 * rows that they have, and puts a copy of the tables that all accounts share on every node: those
 * that a foreign key of an account's table reaches, and `shared`. The rest stays on the
 * coordinator. It is one transaction, which holds every table until it ends. Can be run again: what
 * is distributed stays as it is. The database is one that `requireCluster` accepts.
 */
export async function distribute(
  db: Database,
  { shared }: { shared: readonly string[] },
): Promise<Distributed> {
  const client = await db.pool.connect();
  try {
    await client.query(`begin; set local lock_timeout = 0; set local statement_timeout = 0;
      set local idle_in_transaction_session_timeout = 0;
      set local citus.multi_shard_modify_mode = 'sequential'`);
    await client.query(`select pg_advisory_xact_lock(${TURN_KEY})`);
    const done = await distributeWithin(client, shared);
    await client.query('commit');
    client.release();
    return done;
  } catch (error) {
    client.release(true);
    throw asRefusal(error);
  }
}

async function distributeWithin(
  client: pg.PoolClient,
  shared: readonly string[],
): Promise<Distributed> {
  const done = await namesOf(
    client,
    `select relname from pg_class
     where relnamespace = current_schema()::regnamespace and is_distributed(relname)`,
  );
  const ofAccounts = await namesOf(client, TABLES_OF_ACCOUNTS);
  const byAccount = ofAccounts.filter((table) => !done.includes(table));
  const wanted = await withReferenced(client, { from: ofAccounts, also: shared });
  const references = wanted.filter((table) => !done.includes(table));
  const keys = await dropKeys(client, [...references, ...byAccount]);
  const triggers = await dropTriggers(client, [...references, ...byAccount]);
  for (const table of references) await client.query('select create_reference_table($1)', [table]);
  for (const table of byAccount) {
    await client.query('select reopen_table($1)', [table]);
    await client.query('select distribute_table($1)', [table]);
  }
  // Citus leaves the rows as they were on the coordinator, where nothing reads them any more.
  for (const table of [...references, ...byAccount]) {
    await client.query('select truncate_local_data_after_distributing_table($1)', [table]);
  }
  for (const key of keys) {
    await client.query(`alter table ${key.table} add constraint ${key.name} ${key.definition}`);
  }
  for (const name of await namesOf(client, FUNCTIONS_OF_ACCOUNTS)) {
    await client.query(
      `select create_distributed_function($1, 'account', colocate_with => 'transfers',
         force_delegation => true)`,
      [name],
    );
  }
  return { byAccount, references, triggers };
}

/**
 * Functions with the rights of the owner that write the rows of one account. Citus connects to a
 * node once for each role, and lets one transaction write the rows of an account by one connection
 * only: so the node of the account runs them, over the connection of the role that calls.
 */
const FUNCTIONS_OF_ACCOUNTS = `
  select oid::regprocedure::text
  from pg_proc
  where pronamespace = current_schema()::regnamespace
    and proname in ('require_sandbox', 'delete_sandbox_transfers', 'delete_sandbox_documents',
      'delete_sandbox_receipts')
  order by 1`;

/** Returns whether the rows of a table lie on the nodes of a cluster. */
export async function isDistributed(db: Queryable, table: string): Promise<boolean> {
  const row = await db.row<{ is: boolean }>(sql`select is_distributed(${table}) as is`);
  return row?.is === true;
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
async function dropTriggers(client: pg.PoolClient, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; table: string }>(
    `select quote_ident(tgname) as name, tgrelid::regclass::text as table
     from pg_trigger
     where not tgisinternal and tgparentid = 0 and tgrelid::regclass::text = any($1)
     order by 2, 1`,
    [tables],
  );
  for (const { name, table } of rows) await client.query(`drop trigger ${name} on ${table}`);
  return rows.map(({ name, table }) => `${table}.${name}`);
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
