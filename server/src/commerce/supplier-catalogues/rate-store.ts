import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { ExchangeRate } from './exchange-rate.ts';

/** Returns all rates by currency, the newest first. */
export function selectRates(db: Queryable): Promise<ExchangeRate[]> {
  return db.rows<ExchangeRate>(sql`
    select currency, valid_from::text as "validFrom", usd_millionths as "usdMillionths"
    from exchange_rates
    order by currency, valid_from desc`);
}

/** Returns the rates of a day (`2026-04-30`) by currency: each is the latest until then. */
export async function selectRatesOn(
  db: Queryable,
  day: string,
): Promise<Map<string, ExchangeRate>> {
  const rows = await db.rows<ExchangeRate>(sql`
    select distinct on (currency)
      currency, valid_from::text as "validFrom", usd_millionths as "usdMillionths"
    from exchange_rates
    where valid_from <= ${day}::date
    order by currency, valid_from desc`);
  return new Map(rows.map((rate) => [rate.currency, rate]));
}

/** Returns the rate of this very day; undefined if none was set for it. */
export function selectRate(
  db: Queryable,
  { currency, validFrom }: Pick<ExchangeRate, 'currency' | 'validFrom'>,
): Promise<ExchangeRate | undefined> {
  return db.row<ExchangeRate>(sql`
    select currency, valid_from::text as "validFrom", usd_millionths as "usdMillionths"
    from exchange_rates
    where currency = ${currency}
      and valid_from = ${validFrom}::date`);
}

export async function upsertRate(tx: Tx, rate: ExchangeRate): Promise<void> {
  await tx.run(sql`
    insert into exchange_rates (currency, valid_from, usd_millionths)
    values (${rate.currency}, ${rate.validFrom}::date, ${rate.usdMillionths})
    on conflict (currency, valid_from) do update
    set usd_millionths = excluded.usd_millionths`);
}

/** Returns the rate of an item's latest price in a currency, or else the rate of a day. */
export function selectRateOf(
  db: Queryable,
  of: { carrier: string; item: string; currency: string; day: string },
): Promise<ExchangeRate | undefined> {
  return db.row<ExchangeRate>(sql`
    select currency, "validFrom", "usdMillionths"
    from (
      (
        select 1 as place, currency, rate_valid_from::text as "validFrom",
          usd_millionths as "usdMillionths"
        from supplier_costs
        where carrier = ${of.carrier}
          and item = ${of.item}
          and currency = ${of.currency}
        order by from_at desc
        limit 1
      )
      union all
      (
        select 2, currency, valid_from::text, usd_millionths
        from exchange_rates
        where currency = ${of.currency}
          and valid_from <= ${of.day}::date
        order by valid_from desc
        limit 1
      )
    ) as found
    order by place
    limit 1`);
}
