import { type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { Package } from './package.ts';

export const ITEM_COLUMNS: Sql = sql`
  activated_items.account_id as "accountId", activated_items.id,
  activated_items.customer_id as "customerId",
  activated_items.profile_domain_id as "profileDomainId",
  activated_items.esim_profile_id as "esimProfileId",
  activated_items.inventory_item_id as "inventoryItemId",
  activated_items.data_plan_id as "dataPlanId", activated_items.name,
  activated_items.size_value::float8 as "sizeValue", activated_items.size_unit as "sizeUnit",
  activated_items.data_bytes as "dataBytes", activated_items.used_bytes as "usedBytes",
  activated_items.validity_days as "validityDays", activated_items.country_set as "countrySet",
  activated_items.carrier, activated_items.activation_mode as "activationMode",
  activated_items.sales_channel as "salesChannel", activated_items.metatag,
  activated_items.user_ip as "userIp", activated_items.user_country as "userCountry",
  activated_items.status, activated_items.state,
  activated_items.purchase_price_minor as "purchasePriceMinor",
  activated_items.retail_price_minor as "retailPriceMinor",
  activated_items.hold_sequence as "holdSequence", activated_items.client_id as "clientId",
  activated_items.sold_at as "soldAt", activated_items.activated_at as "activatedAt",
  activated_items.expires_at as "expiresAt", activated_items.warned_at as "warnedAt",
  activated_items.refunded_at as "refundedAt"`;

export function selectItemForUpdate(tx: Tx, accountId: string, id: string) {
  return tx.row<Package>(sql`
    select ${ITEM_COLUMNS}
    from activated_items
    where account_id = ${accountId}
      and id = ${id}
    for no key update`);
}

/** Undefined when it was refunded, used or sold from stock before us. */
export function updateRefunded(tx: Tx, accountId: string, { id, now }: { id: string; now: Date }) {
  return tx.row<Package>(sql`
    update activated_items
    set status = 'REFUNDED', state = 'REFUNDED', refunded_at = ${now}, due_at = null
    where account_id = ${accountId}
      and id = ${id}
      and status = 'PURCHASED'
      and state in ('WAITING', 'ACTIVE')
      and used_bytes = 0
    returning ${ITEM_COLUMNS}`);
}

/** False when it no longer waits. */
export async function updateStarted(
  tx: Tx,
  { accountId, id, activatedAt, expiresAt, dueAt }: Package & { dueAt: Date | null },
): Promise<boolean> {
  const updated = await tx.run(sql`
    update activated_items
    set state = 'ACTIVE', activated_at = ${activatedAt}, expires_at = ${expiresAt},
      due_at = ${dueAt}
    where account_id = ${accountId}
      and id = ${id}
      and state = 'WAITING'`);
  return updated === 1;
}

export async function updateFailed(
  tx: Tx,
  accountId: string,
  ids: readonly string[],
): Promise<void> {
  await tx.run(sql`
    update activated_items
    set state = 'FAILED', hold_sequence = null, due_at = null
    where account_id = ${accountId}
      and id = any(${[...ids]}::uuid[])
      and state = 'PENDING'`);
}
