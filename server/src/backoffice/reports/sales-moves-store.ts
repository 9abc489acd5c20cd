import { type Sql, sql } from '../../platform/db/database.ts';

/** More events than this since the sums were kept cost more than counting all packages. */
export const MOST_EVENTS = 20_000n;
/** The types of events that change the sums of sales. */
const MOVING = ['package.purchased', 'package.delivered', 'package.activated', 'package.refunded'];

/**
 * Returns packages as they were sold, and once more as they were refunded: what they add to the
 * sums at the moment `at`. Packages that were never delivered add nothing. `at` is a condition on
 * the moment, by the name of its column. The account is an ID or a column.
 */
export function packagesMoved(accountId: string | Sql, at: (column: Sql) => Sql): Sql {
  return sql`
      select sold_at as at, inventory_item_id, country_set, sales_channel, client_id, metatag,
        1 as sold, (status = 'ACTIVATED')::int as from_stock,
        (activated_at is not null)::int as activated, 0 as refunded,
        retail_price_minor as retail_minor, purchase_price_minor as wholesale_minor,
        0::bigint as refunded_minor,
        case when status = 'ACTIVATED' then purchase_price_minor else 0 end as stock_minor
      from activated_items
      where account_id = ${accountId}
        and ${at(sql`sold_at`)}
        and state not in ('PENDING', 'FAILED')
      union all
      select refunded_at, inventory_item_id, country_set, sales_channel, client_id, metatag,
        0, 0, 0, 1, -retail_price_minor, -purchase_price_minor, purchase_price_minor, 0
      from activated_items
      where account_id = ${accountId}
        and refunded_at is not null
        and ${at(sql`refunded_at`)}`;
}

/**
 * Returns what events, by a condition on their number, add to the same sums. Each change of a
 * package that counts is one event, in the transaction of the change, and the numbers of an
 * account's events commit in their order: so the events up to a number add up to `packagesMoved` of
 * the moment when that event was the last. `latest` bounds how many there are, so that the planner
 * reads them by their number where it cannot know that they are few.
 */
export function eventsMoved(accountId: string | Sql, sequence: Sql, latest = sql``): Sql {
  return sql`
      select case when event.is_refund then item.refunded_at else item.sold_at end as at,
        item.inventory_item_id, item.country_set, item.sales_channel, item.client_id, item.metatag,
        event.is_sale::int as sold,
        (event.is_sale and item.status = 'ACTIVATED')::int as from_stock,
        (not event.is_sale and not event.is_refund)::int as activated,
        event.is_refund::int as refunded, event.sign * item.retail_price_minor as retail_minor,
        event.sign * item.purchase_price_minor as wholesale_minor,
        case when event.is_refund then item.purchase_price_minor else 0 end as refunded_minor,
        case when event.is_sale and item.status = 'ACTIVATED' then item.purchase_price_minor else 0
          end as stock_minor
      from (
        select (body ->> 'activatedItem')::uuid as id, type = 'package.refunded' as is_refund,
          type in ('package.purchased', 'package.delivered') as is_sale,
          case type when 'package.refunded' then -1 when 'package.activated' then 0 else 1 end
            as sign
        from events
        where account_id = ${accountId}
          and ${sequence}
          and type = any(${MOVING}::text[])
        ${latest}
      ) as event
      cross join lateral (
        select sold_at, refunded_at, inventory_item_id, country_set, sales_channel, client_id,
          metatag, status, retail_price_minor, purchase_price_minor
        from activated_items
        where account_id = ${accountId}
          and id = event.id
        -- The latest events are few: all packages are not read for them.
        offset 0
      ) as item`;
}
