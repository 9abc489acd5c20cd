import { bigints, integers, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import { nextDue } from './due.ts';
import type { Package } from './package.ts';

export async function insertPackages(tx: Tx, items: readonly Package[]): Promise<void> {
  await tx.run(sql`
    insert into activated_items (
      account_id, id, customer_id, profile_domain_id, esim_profile_id, inventory_item_id,
      data_plan_id, name, size_value, size_unit, data_bytes, validity_days, country_set, carrier,
      activation_mode, sales_channel, metatag, user_ip, user_country, status, state,
      purchase_price_minor, retail_price_minor, hold_sequence, client_id, person_id, sold_at,
      activated_at, expires_at, due_at, data_terms
    )
    select account_id, id, customer_id, profile_domain_id, esim_profile_id, inventory_item_id,
      data_plan_id, name, size_value::numeric, size_unit, data_bytes, validity_days, country_set,
      carrier, activation_mode, sales_channel, metatag, user_ip, user_country, status, state,
      purchase_price_minor, retail_price_minor, hold_sequence, client_id, person_id, sold_at,
      activated_at, expires_at, due_at, data_terms::jsonb
    from unnest(
      ${uuids(items.map((item) => item.accountId))}::uuid[],
      ${uuids(items.map((item) => item.id))}::uuid[],
      ${uuids(items.map((item) => item.customerId))}::uuid[],
      ${uuids(items.map((item) => item.profileDomainId))}::uuid[],
      ${uuids(items.map((item) => item.esimProfileId))}::uuid[],
      ${uuids(items.map((item) => item.inventoryItemId))}::uuid[],
      ${uuids(items.map((item) => item.dataPlanId))}::uuid[],
      ${texts(items.map((item) => item.name))}::text[],
      ${texts(items.map((item) => String(item.sizeValue)))}::text[],
      ${texts(items.map((item) => item.sizeUnit))}::text[],
      ${bigints(items.map((item) => item.dataBytes))}::bigint[],
      ${integers(items.map((item) => item.validityDays))}::integer[],
      ${texts(items.map((item) => item.countrySet))}::text[],
      ${texts(items.map((item) => item.carrier))}::text[],
      ${texts(items.map((item) => item.activationMode))}::text[],
      ${texts(items.map((item) => item.salesChannel))}::text[],
      ${texts(items.map((item) => item.metatag))}::text[],
      ${texts(items.map((item) => item.userIp))}::text[],
      ${texts(items.map((item) => item.userCountry))}::text[],
      ${texts(items.map((item) => item.status))}::text[],
      ${texts(items.map((item) => item.state))}::text[],
      ${bigints(items.map((item) => item.purchasePriceMinor))}::bigint[],
      ${bigints(items.map((item) => item.retailPriceMinor))}::bigint[],
      ${bigints(items.map((item) => item.holdSequence))}::bigint[],
      ${texts(items.map((item) => item.clientId))}::text[],
      ${uuids(items.map((item) => item.personId))}::uuid[],
      ${timestamps(items.map((item) => item.soldAt))}::timestamptz[],
      ${timestamps(items.map((item) => item.activatedAt))}::timestamptz[],
      ${timestamps(items.map((item) => item.expiresAt))}::timestamptz[],
      ${timestamps(items.map(nextDue))}::timestamptz[],
      ${texts(items.map(({ dataTerms }) => dataTerms && JSON.stringify(dataTerms)))}::text[]
    ) as item (
      account_id, id, customer_id, profile_domain_id, esim_profile_id, inventory_item_id,
      data_plan_id, name, size_value, size_unit, data_bytes, validity_days, country_set, carrier,
      activation_mode, sales_channel, metatag, user_ip, user_country, status, state,
      purchase_price_minor, retail_price_minor, hold_sequence, client_id, person_id, sold_at,
      activated_at, expires_at, due_at, data_terms
    )`);
}
