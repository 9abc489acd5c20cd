import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/platform/db/migrate.ts';
import { seedDemonstration } from '../../src/surfaces/seed/index.ts';
import { type DistributedStore, openDistributedStore } from './cluster.ts';

const CLUSTER = process.env.TEST_CITUS_URL ?? '';
const TIMEOUT_MS = 180_000;
const MIGRATIONS = join(import.meta.dirname, '../../migrations');

/** The kinds of changes that migrations made so far, written as CONTRIBUTING.md asks. */
const SHAPES: Record<string, string> = {
  'a column of a table of accounts': `
    alter table customers add column remark text;
    alter table customers
      add constraint customers_remark_check check (length(remark) between 1 and 100);
    alter table customers add column rank integer not null default 0;
    update customers set rank = 1 where email is not null;
    alter table customers alter column rank set default 2;`,
  'a column of a partitioned table': `
    alter table events add column source text;`,
  'a column of a table that is on every node': `
    alter table data_plans add column colour text;
    update data_plans set colour = 'red';
    alter table data_plans alter column colour set not null;`,
  indexes: `
    create index customers_by_rank on customers (account_id, rank) where rank > 0;
    create unique index customers_by_remark on customers (account_id, remark);
    create index events_by_source on events (account_id, source);
    drop index customers_by_rank;`,
  checks: `
    alter table customers add constraint customers_rank_check check (rank >= 0);
    alter table customers drop constraint customers_rank_check;`,
  'a table of accounts': `
    create table customer_labels (
      account_id uuid not null,
      customer_id uuid not null,
      label text not null,
      primary key (account_id, customer_id, label)
    );
    select distribute_table('customer_labels');
    alter table customer_labels add foreign key (account_id) references accounts;
    alter table customer_labels
      add foreign key (account_id, customer_id) references customers (account_id, id);
    insert into customer_labels (account_id, customer_id, label)
    select account_id, id, 'old' from customers;`,
  'a partitioned table of accounts': `
    create table readings (
      account_id uuid not null,
      at timestamptz not null,
      id uuid not null,
      primary key (account_id, at, id)
    ) partition by range (at);
    create table readings_default partition of readings default;
    select distribute_table('readings');`,
  'a table that is on every node': `
    create table shades (id text primary key);
    select distribute_table('shades');
    insert into shades values ('red');
    alter table data_plans add foreign key (colour) references shades;`,
  'a table of the owners of a value': `
    create table label_owners (
      label text primary key,
      account_id uuid not null references accounts,
      unique (account_id, label)
    );
    select distribute_table('label_owners');
    insert into label_owners (label, account_id) select 'none', id from accounts limit 1;
    alter table customer_labels add column value text;
    alter table customer_labels
      add foreign key (account_id, value) references label_owners (account_id, label);`,
  'a table of the platform': `
    create table plan_remarks (
      data_plan_id uuid primary key references data_plans,
      remark text not null
    );
    insert into plan_remarks select id, 'new' from data_plans;`,
  'a function': `
    create or replace function require_sandbox(account uuid) returns void language plpgsql as $$
    begin
      if not exists (select from accounts where id = account and mode = 'sandbox') then
        raise exception 'only a sandbox account can be reset' using errcode = 'restrict_violation';
      end if;
    end
    $$;`,
  'what goes': `
    drop table customer_labels;
    alter table customers drop column remark;
    alter table events rename column source to origin;`,
};

describe.runIf(CLUSTER)('migrations of a distributed database', () => {
  let store: DistributedStore;
  let directory: string;
  let next = 0;

  beforeAll(async () => {
    store = await openDistributedStore(CLUSTER, (db) => seedDemonstration(db, new Date()));
    directory = await mkdtemp(join(tmpdir(), 'migrations-'));
    await cp(MIGRATIONS, directory, { recursive: true });
    const { rows } = await store.db.pool.query(
      'select max(version) as last from schema_migrations',
    );
    next = rows[0].last + 1;
  }, TIMEOUT_MS);
  afterAll(async () => {
    await store?.close();
    await rm(directory, { recursive: true, force: true });
  }, TIMEOUT_MS);

  it.each(Object.entries(SHAPES))('can change %s', async (_, text) => {
    const name = `${String(next++).padStart(4, '0')}_shape.sql`;
    await writeFile(join(directory, name), text);
    expect(await migrate(store.db, directory)).toEqual([name]);
  });

  it('have distributed the tables that they made', async () => {
    const { rows } = await store.db.pool.query(`
      select logicalrelid::text as name, partmethod as kind
      from pg_dist_partition
      where logicalrelid::text in ('readings', 'readings_default', 'shades', 'label_owners')
      order by name`);
    expect(rows).toEqual([
      { name: 'label_owners', kind: 'n' },
      { name: 'readings', kind: 'h' },
      { name: 'readings_default', kind: 'h' },
      { name: 'shades', kind: 'n' },
    ]);
  });
});
