import type { Database } from '../../src/platform/db/database.ts';
import { registration, type Shop, sell } from '../../test/support/shop.ts';

/** The tables that a sale writes a row into, in the order in which they refer to each other. */
const TABLES: Record<string, Record<string, string>> = {
  customers: { id: 'ids.customer' },
  profile_domains: { id: 'ids.domain', customer_id: 'ids.customer' },
  esim_profiles: {
    id: 'ids.esim',
    customer_id: 'ids.customer',
    profile_domain_id: 'ids.domain',
    iccid: 'ids.iccid',
    imsi: 'ids.imsi',
  },
  activated_items: {
    id: 'ids.item',
    customer_id: 'ids.customer',
    profile_domain_id: 'ids.domain',
    esim_profile_id: 'ids.esim',
    inventory_item_id: 'of.item_id',
  },
};

/**
 * Creates the function `bench_sell(account, sales)`, the yardstick of selling: it writes the rows
 * of so many sales of one account, into the same tables with the same indexes and constraints, by
 * as few statements as possible, and checks nothing. The rows are copies of a real sale, so that a
 * new column needs no change here.
 */
export async function createSqlBaseline(db: Database, shops: readonly Shop[]): Promise<void> {
  const model = shops[0] as Shop;
  const { sold } = await sell(
    model,
    registration(model, { inventoryItemId: model.items.imported, metatag: 'bench' }),
  );
  const rows = {
    customers: sold.customer.uid,
    activated_items: sold.activatedItem.uid,
    esim_profiles: sold.esimProfile.uid,
  };
  const run = (text: string, values: unknown[] = []) => db.pool.query(text, values);
  await run('create schema bench');
  await run('create table bench.accounts (place int primary key, account_id uuid, item_id uuid)');
  await run(
    `insert into bench.accounts
    select * from unnest($1::int[], $2::uuid[], $3::uuid[]) as given (place, account_id, item_id)`,
    [
      shops.map((_, index) => index + 1),
      shops.map(({ ctx }) => ctx.accountId),
      shops.map(({ items }) => items.imported),
    ],
  );
  const item = `(select * from activated_items where id = '${rows.activated_items}')`;
  await run(`create table bench.activated_items as select * from ${item} as one`);
  await run(
    `create table bench.customers as select * from customers where id = '${rows.customers}'`,
  );
  await run(`create table bench.esim_profiles as
    select esim.* from esim_profiles as esim join ${item} as one on one.esim_profile_id = esim.id`);
  await run(`create table bench.profile_domains as
    select domain.* from profile_domains as domain
    join ${item} as one on one.profile_domain_id = domain.id`);
  const { accountId } = model.ctx;
  await run(`create table bench.transfers as
    select * from transfers where activated_item_id = '${rows.activated_items}'`);
  await run(`create table bench.events as select * from events
    where account_id = '${accountId}' order by sequence desc limit 2`);
  await run(`create table bench.audit_sales as select * from audit_sales
    where account_id = '${accountId}' limit 1`);
  await run(await functionText(db));
}

async function functionText(db: Database): Promise<string> {
  const inserts: string[] = [];
  for (const [table, given] of Object.entries(TABLES)) {
    inserts.push(await insertText(db, table, { ...given, account_id: 'of.account_id' }));
  }
  const transfers = await insertText(db, 'transfers', {
    account_id: 'of.account_id',
    id: 'uuidv7()',
    sequence: 'books.last_sequence + ids.place',
    activated_item_id: 'ids.item',
    balance_after_minor: 'books.posted - ids.place * model.amount_minor',
  });
  const events = await insertText(db, 'events', {
    account_id: 'of.account_id',
    id: 'uuidv7()',
    sequence: 'last_event - 2 * (sales - ids.place) - model.place',
  });
  const audit = await insertText(db, 'audit_sales', {
    account_id: 'of.account_id',
    id: 'ids.item',
    at: 'now()',
  });
  return `
    create function bench_sell(account int, sales int) returns void language plpgsql as $$
    declare
      of bench.accounts;
      iccids text[];
      imsis text[];
      customers uuid[] := array(select uuidv7() from generate_series(1, sales));
      domains uuid[] := array(select uuidv7() from generate_series(1, sales));
      esims uuid[] := array(select uuidv7() from generate_series(1, sales));
      items uuid[] := array(select uuidv7() from generate_series(1, sales));
      books record;
      last_event bigint;
    begin
      select * into of from bench.accounts where place = account;
      with claimed as (
        delete from free_profiles
        where ctid = any (array(
          select ctid from free_profiles where carrier = 'alpine' order by iccid
          limit (select sales) for update skip locked))
        returning iccid
      )
      select array_agg(profile.iccid), array_agg(profile.imsi) into iccids, imsis
      from claimed join carrier_profiles as profile using (iccid);
      select last_sequence, posted_credits_minor - posted_debits_minor as posted into books
      from ledger_accounts where account_id = of.account_id and code = 'credits'
      for no key update;
      ${inserts.join(';\n')};
      update ledger_accounts
      set posted_debits_minor = posted_debits_minor
          + case code when 'credits' then sales * model.amount_minor else 0 end,
        posted_credits_minor = posted_credits_minor
          + case code when 'sales' then sales * model.amount_minor else 0 end,
        last_sequence = last_sequence + case code when 'credits' then sales else 0 end
      from bench.transfers as model
      where ledger_accounts.account_id = of.account_id and code in ('credits', 'sales');
      ${transfers};
      update event_sequences set last_sequence = last_sequence + 2 * sales
      where account_id = of.account_id
      returning last_sequence into last_event;
      ${events};
      ${audit};
    end $$`;
}

/** An insert of copies of the table's model row, with some columns replaced. */
async function insertText(
  db: Database,
  table: string,
  given: Record<string, string>,
): Promise<string> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select attname as name from pg_attribute
    where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`public.${table}`],
  );
  const columns = rows.map(({ name }) => name);
  const model =
    table === 'events'
      ? `(select *, row_number() over (order by sequence desc) - 1 as place from bench.events)`
      : `bench.${table}`;
  return `
    insert into ${table} (${columns.join(', ')})
    select ${columns.map((name) => given[name] ?? `model.${name}`).join(', ')}
    from ${model} as model,
      unnest(customers, domains, esims, items, iccids, imsis) with ordinality
        as ids (customer, domain, esim, item, iccid, imsi, place)`;
}
