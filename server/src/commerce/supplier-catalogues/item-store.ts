import type { OfferedNetwork } from '../../connectivity/carriers/index.ts';
import { texts } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { KnownItem } from './catalogue-run.ts';
import type { ConvertedCost } from './exchange-rate.ts';

/** Joins the latest cost of the item that a row of `named` has, as `cost`. */
function withLatestCost(named: Sql): Sql {
  return sql`
    left join lateral (
      select usd_ten_thousandths
      from supplier_costs
      where carrier = ${named}.carrier
        and item = ${named}.item
      order by from_at desc
      limit 1
    ) as cost on true`;
}

const KNOWN_COLUMNS = sql`
  offered.item, offered.name, offered.data_bytes as "dataBytes",
  offered.data_terms as "dataTerms", offered.validity_days as "validityDays",
  offered.countries, offered.networks,
  offered.data_plan_id as "dataPlanId", offered.dismissed_at as "dismissedAt",
  offered.gone_at as "goneAt", cost.usd_ten_thousandths as "usdTenThousandths"`;

/** Returns the items of a carrier with their latest cost. */
export function selectKnownItems(db: Queryable, carrier: string): Promise<KnownItem[]> {
  return db.rows<KnownItem>(sql`
    select ${KNOWN_COLUMNS}
    from supplier_items as offered
    ${withLatestCost(sql`offered`)}
    where offered.carrier = ${carrier}`);
}

/**
 * Returns the sources whose carrier's catalogue was imported, each with its item as it was applied;
 * null if it was not.
 */
export async function selectItemsOfSources(
  db: Queryable,
  sources: readonly { carrier: string; item: string }[],
): Promise<{ carrier: string; item: string; known: KnownItem | null }[]> {
  const rows = await db.rows<KnownItem & { carrier: string; code: string; isKnown: boolean }>(sql`
    select source.carrier, source.code, offered.item is not null as "isKnown", ${KNOWN_COLUMNS}
    from unnest(
      ${texts(sources.map(({ carrier }) => carrier))}::text[],
      ${texts(sources.map(({ item }) => item))}::text[]
    ) with ordinality as source (carrier, code, position)
    left join supplier_items as offered
      on offered.carrier = source.carrier
      and offered.item = source.code
    ${withLatestCost(sql`offered`)}
    where exists (
      select 1 from catalogue_runs as run
      where run.carrier = source.carrier
        and run.state = 'READY'
    )
    order by source.position`);
  return rows.map(({ carrier, code, isKnown, ...known }) => ({
    ...{ carrier, item: code },
    known: isKnown ? known : null,
  }));
}

export async function upsertItems(
  tx: Tx,
  { carrier, items, at }: { carrier: string; items: readonly KnownItem[]; at: Date },
): Promise<void> {
  const given = items.map(({ usdTenThousandths: _, dataBytes, ...item }) => ({
    ...item,
    dataBytes: dataBytes?.toString() ?? null,
  }));
  await tx.run(sql`
    insert into supplier_items
      (carrier, item, name, data_bytes, data_terms, validity_days, countries, networks,
        data_plan_id, applied_at, dismissed_at, gone_at)
    select ${carrier}, item, name, "dataBytes", "dataTerms", "validityDays", countries, networks,
      "dataPlanId", ${at}, "dismissedAt", "goneAt"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given (item text, name text, "dataBytes" bigint, "dataTerms" jsonb, "validityDays" integer,
        countries text[], networks jsonb, "dataPlanId" uuid, "dismissedAt" timestamptz,
        "goneAt" timestamptz)
    on conflict (carrier, item) do update
    set name = excluded.name,
      data_bytes = excluded.data_bytes,
      data_terms = excluded.data_terms,
      validity_days = excluded.validity_days,
      countries = excluded.countries,
      networks = excluded.networks,
      data_plan_id = excluded.data_plan_id,
      applied_at = excluded.applied_at,
      dismissed_at = excluded.dismissed_at,
      gone_at = excluded.gone_at`);
}

/** Keeps the networks of known items: they are facts, about which nobody decides. */
export async function updateNetworks(
  tx: Tx,
  { carrier, networks }: { carrier: string; networks: readonly object[] },
): Promise<void> {
  await tx.run(sql`
    update supplier_items as offered
    set networks = given.networks
    from jsonb_to_recordset(${JSON.stringify(networks)}::jsonb)
      as given (item text, networks jsonb)
    where offered.carrier = ${carrier}
      and offered.item = given.item
      and offered.networks <> given.networks`);
}

export type NewCost = ConvertedCost & { item: string };

export async function insertCosts(
  tx: Tx,
  { carrier, costs, at }: { carrier: string; costs: readonly NewCost[]; at: Date },
): Promise<void> {
  const given = costs.map(({ item, currency, rate, ...cost }) => ({
    ...{ item, currency, validFrom: rate?.validFrom ?? null },
    tenThousandths: cost.tenThousandths.toString(),
    usdTenThousandths: cost.usdTenThousandths.toString(),
    usdMillionths: rate?.usdMillionths.toString() ?? null,
  }));
  await tx.run(sql`
    insert into supplier_costs
      (carrier, item, from_at, ten_thousandths, currency, rate_valid_from, usd_millionths,
        usd_ten_thousandths)
    select ${carrier}, item, ${at}, "tenThousandths", currency, "validFrom", "usdMillionths",
      "usdTenThousandths"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given (item text, "tenThousandths" bigint, currency text, "validFrom" date,
        "usdMillionths" bigint, "usdTenThousandths" bigint)
    on conflict (carrier, item, from_at) do update
    set ten_thousandths = excluded.ten_thousandths,
      currency = excluded.currency,
      rate_valid_from = excluded.rate_valid_from,
      usd_millionths = excluded.usd_millionths,
      usd_ten_thousandths = excluded.usd_ten_thousandths`);
}

/**
 * Returns the highest cost of the sources of each plan that are on, in ten-thousandths of a dollar;
 * `hasUnknown` if another source of the plan has no known cost.
 */
export function selectSourceCosts(
  db: Queryable,
  dataPlanIds: readonly string[],
): Promise<{ dataPlanId: string; highest: bigint; hasUnknown: boolean }[]> {
  return db.rows(sql`
    select source.data_plan_id as "dataPlanId", max(cost.usd_ten_thousandths) as highest,
      bool_or(cost.usd_ten_thousandths is null) as "hasUnknown"
    from plan_sources as source
    ${withLatestCost(sql`source`)}
    where source.data_plan_id = any(${[...dataPlanIds]}::uuid[])
      and source.off_since is null
    group by source.data_plan_id
    having max(cost.usd_ten_thousandths) is not null`);
}

/** A price of an item from a time on, with the rate by which it was converted. */
type DatedCost = {
  fromAt: string;
  tenThousandths: string;
  currency: string;
  validFrom: string | null;
  usdMillionths: string | null;
  usdTenThousandths: string;
};

/** An item with all of its prices, the newest first. */
export type ListedItem = Omit<KnownItem, 'usdTenThousandths' | 'networks'> & {
  carrier: string;
  networks: OfferedNetwork[];
  dataPlanName: string | null;
  appliedAt: Date;
  costs: DatedCost[];
};

/** Returns a page of the items by carrier and code. */
export function selectItems(
  db: Queryable,
  of: {
    carrier?: string | undefined;
    dataPlanId?: string | undefined;
    after: { carrier: string; item: string } | undefined;
    limit: number;
  },
): Promise<ListedItem[]> {
  const { carrier, dataPlanId, after } = of;
  return db.rows<ListedItem>(sql`
    select offered.carrier, offered.item, offered.name, offered.data_bytes as "dataBytes",
      offered.data_terms as "dataTerms", offered.validity_days as "validityDays",
      offered.countries, offered.networks,
      offered.data_plan_id as "dataPlanId", plan.name as "dataPlanName",
      offered.applied_at as "appliedAt", offered.dismissed_at as "dismissedAt",
      offered.gone_at as "goneAt",
      (
        select coalesce(
          jsonb_agg(
            jsonb_build_object(
              'fromAt', to_char(cost.from_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              'tenThousandths', cost.ten_thousandths::text, 'currency', cost.currency,
              'validFrom', cost.rate_valid_from, 'usdMillionths', cost.usd_millionths::text,
              'usdTenThousandths', cost.usd_ten_thousandths::text
            )
            order by cost.from_at desc
          ),
          '[]'
        )
        from supplier_costs as cost
        where cost.carrier = offered.carrier
          and cost.item = offered.item
      ) as costs
    from supplier_items as offered
    left join data_plans as plan on plan.id = offered.data_plan_id
    where (offered.carrier, offered.item) > (${after?.carrier ?? ''}, ${after?.item ?? ''})
      ${carrier === undefined ? sql`` : sql`and offered.carrier = ${carrier}`}
      ${dataPlanId === undefined ? sql`` : sql`and offered.data_plan_id = ${dataPlanId}::uuid`}
    order by offered.carrier, offered.item
    limit ${of.limit}`);
}
