import type { Database } from '../../src/platform/db/database.ts';
import { sql } from '../../src/platform/db/database.ts';
import type { Shop } from '../../test/support/shop.ts';
import { PLANS, WHOLESALE_MINOR } from '../../test/support/shop.ts';

const CHUNK = 100_000;

/** How a package differs from the one before it, as SQL about its number `n`. */
type Variety = { itemId: string; planId: string; countrySet: string } & Record<
  'channel' | 'clientId' | 'moment',
  string
>;

/** Who sells, and what, unless a `variety` says more. */
type Seller = { ctx: Pick<Shop['ctx'], 'accountId'>; items: Pick<Shop['items'], 'worldwide'> };

const ALIKE: Omit<Variety, 'itemId'> = {
  planId: `'${PLANS.worldwide.id}'::uuid`,
  countrySet: `'WWW'`,
  channel: `'API'`,
  clientId: 'null',
  moment: `now() - interval '60 days' + n * interval '2 seconds'`,
};

/**
 * Gives the shop so many packages sold before, each with its customer, domain, profile and
 * transfer, as if they had been sold one by one. Made by the database, because selling two million
 * would take the benchmark half an hour. Those that are older than a year have expired. Without a
 * `variety` all are alike.
 */
export async function sellBefore(
  db: Database,
  shop: Seller,
  { packages, variety = {} }: { packages: number; variety?: Partial<Variety> },
): Promise<void> {
  const indexes = await dropIndexes(db, 'USING gin');
  const of = varietyOf(shop, variety);
  for (let from = 1; from <= packages; from += CHUNK) {
    await sellChunk(db, shop, { from, to: Math.min(from + CHUNK - 1, packages), of });
  }
  for (const statement of indexes) await db.pool.query(statement);
  await db.pool.query('vacuum analyze');
}

/** Returns what each package of the shop is, unless the variety says otherwise. */
export function varietyOf(shop: Seller, variety: Partial<Variety>): Variety {
  return { itemId: `'${shop.items.worldwide}'::uuid`, ...ALIKE, ...variety };
}

/**
 * Drops the indexes whose definition contains a text, those of constraints excepted, and returns
 * the statements that create them again. Filling a trigram index row by row takes ten times as long
 * as building it afterwards.
 */
export async function dropIndexes(db: Database, containing: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string; statement: string }>(
    `select indexname as name, indexdef as statement
    from pg_indexes
    where schemaname = 'public' and position($1 in indexdef) > 0
      and not exists (
        select from pg_constraint where conindid = quote_ident(indexname)::regclass
      )`,
    [containing],
  );
  for (const { name } of rows) await db.pool.query(`drop index ${name}`);
  return rows.map(({ statement }) => statement);
}

export type Chunk = { from: number; to: number; of: Variety };

/** Sells the packages with these numbers. */
export async function sellChunk(db: Database, { ctx }: Seller, chunk: Chunk) {
  const { accountId } = ctx;
  const id = (kind: string) =>
    `('0190${kind}000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
  const { moment, itemId, planId, countrySet, channel, clientId } = chunk.of;
  const isOver = `${moment} + interval '364 days' <= now()`;
  const run = (text: string, values: unknown[] = []) =>
    db.pool.query(text, [chunk.from, chunk.to, accountId, ...values]);
  await run(`
    insert into customers (account_id, id, email, country_set, metatag, created_at)
    select $3::uuid, ${id('1')}, 'traveller' || n || '@mail' || n % 997 || '.example.com', 'WWW',
      'order-' || n, ${moment}
    from generate_series($1::int, $2::int) as n`);
  await run(`
    insert into profile_domains (account_id, id, customer_id, created_at)
    select $3::uuid, ${id('2')}, ${id('1')}, ${moment}
    from generate_series($1::int, $2::int) as n`);
  await run(`
    insert into carrier_profiles (iccid, carrier, imsi, smdp_address, matching_id)
    select '8988' || lpad(n::text, 15, '0'), 'bench', '90199' || lpad(n::text, 10, '0'),
      'smdp.example', md5(n::text)
    from generate_series($1::int, $2::int) as n
    where $3::uuid is not null`);
  await run(`
    insert into esim_profiles (account_id, id, customer_id, profile_domain_id, carrier, iccid, imsi,
      smdp_address, matching_id, created_at)
    select $3::uuid, ${id('3')}, ${id('1')}, ${id('2')}, 'bench', '8988' || lpad(n::text, 15, '0'),
      '90199' || lpad(n::text, 10, '0'), 'smdp.example', md5(n::text), ${moment}
    from generate_series($1::int, $2::int) as n`);
  await run(
    `
    insert into activated_items (account_id, id, customer_id, profile_domain_id, esim_profile_id,
      inventory_item_id, data_plan_id, name, size_value, size_unit, data_bytes, validity_days,
      country_set, carrier, activation_mode, sales_channel, metatag, status, state,
      purchase_price_minor, retail_price_minor, client_id, sold_at, activated_at, expires_at,
      due_at)
    select $3::uuid, ${id('4')}, ${id('1')}, ${id('2')}, ${id('3')}, ${itemId}, ${planId},
      'eSIM Worldwide 1 GB', 1, 'GB', 1073741824, 364, ${countrySet}, 'bench', 'NOW', ${channel},
      'order-' || n, 'PURCHASED', case when ${isOver} then 'EXPIRED' else 'ACTIVE' end, $4::bigint,
      499, ${clientId}, ${moment}, ${moment}, ${moment} + interval '364 days',
      case when not ${isOver} then ${moment} + interval '364 days' end
    from generate_series($1::int, $2::int) as n`,
    [WHOLESALE_MINOR],
  );
  await chargeChunk(db, accountId, { ...chunk, id: id('4'), moment });
}

async function chargeChunk(
  db: Database,
  accountId: string,
  { from, to, id, moment }: { from: number; to: number; id: string; moment: string },
): Promise<void> {
  const count = BigInt(to - from + 1);
  await db.pool.query(
    `
    insert into transfers (account_id, sequence, id, kind, type, debit_code, credit_code,
      amount_minor, activated_item_id, balance_after_minor, description, created_at)
    select $3::uuid, ledger.last_sequence + n - $1::int + 1, ${id}, 'posted', 'activation',
      'credits', 'sales', $4::bigint, ${id},
      ledger.posted_credits_minor - ledger.posted_debits_minor - (n - $1::int + 1) * $4::bigint,
      'eSIM Worldwide 1 GB', ${moment}
    from generate_series($1::int, $2::int) as n, ledger_accounts as ledger
    where ledger.account_id = $3::uuid and ledger.code = 'credits'`,
    [from, to, accountId, WHOLESALE_MINOR],
  );
  const total = count * WHOLESALE_MINOR;
  await db.run(sql`
    update ledger_accounts
    set posted_debits_minor = posted_debits_minor
        + case code when 'credits' then ${total} else 0 end,
      posted_credits_minor = posted_credits_minor
        + case code when 'sales' then ${total} else 0 end,
      last_sequence = last_sequence + case code when 'credits' then ${count} else 0 end
    where account_id = ${accountId}
      and code in ('credits', 'sales')`);
}
