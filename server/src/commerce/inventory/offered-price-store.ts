import { type Queryable, sql } from '../../platform/db/database.ts';
import type { OfferedPrice, PaidItem, PricedWhere } from './offered-price.ts';

/**
 * Returns the wholesale prices of all accounts' items of some plans, or of all items of one
 * organization.
 */
export function readOfferedPrices(db: Queryable, where: PricedWhere): Promise<OfferedPrice[]> {
  const { organizationId = null } = where;
  const dataPlanIds = where.dataPlanIds ? [...where.dataPlanIds] : null;
  return db.rows<OfferedPrice>(sql`
    select item.account_id as "accountId", item.id as "inventoryItemId",
      account.clock_offset_ms as "clockOffsetMs",
      coalesce(agreed.wholesale_minor, usual.wholesale_minor) as "wholesaleMinor"
    from inventory_items as item
    join accounts as account on account.id = item.account_id
    join organizations as organization on organization.id = account.organization_id
    left join price_list_entries as agreed
      on agreed.price_list_id = organization.price_list_id
      and agreed.data_plan_id = item.data_plan_id
    left join price_list_entries as usual
      on usual.price_list_id = (select id from price_lists where is_default)
      and usual.data_plan_id = item.data_plan_id
    where item.removed_at is null
      and (${dataPlanIds}::uuid[] is null or item.data_plan_id = any(${dataPlanIds}))
      and (${organizationId}::uuid is null or organization.id = ${organizationId})
    order by item.account_id, item.id`);
}

/**
 * Returns the items of these plans that are paid by a price list: of companies with this list, and
 * for the default list of those whose own list does not name the plan.
 */
export function readItemsPaidBy(
  db: Queryable,
  { priceListId, dataPlanIds }: { priceListId: string; dataPlanIds: readonly string[] },
): Promise<PaidItem[]> {
  return db.rows<PaidItem>(sql`
    select item.account_id as "accountId", account.organization_id as "organizationId",
      item.id as "inventoryItemId", item.data_plan_id as "dataPlanId",
      account.clock_offset_ms as "clockOffsetMs"
    from inventory_items as item
    join accounts as account on account.id = item.account_id
    join organizations as organization on organization.id = account.organization_id
    left join price_list_entries as agreed
      on agreed.price_list_id = organization.price_list_id
      and agreed.data_plan_id = item.data_plan_id
    where item.removed_at is null
      and item.data_plan_id = any(${[...dataPlanIds]}::uuid[])
      and organization.closed_at is null
      and (
        organization.price_list_id = ${priceListId}
        or (
          agreed.data_plan_id is null
          and ${priceListId} = (select id from price_lists where is_default)
        )
      )
    order by item.account_id, item.id`);
}
