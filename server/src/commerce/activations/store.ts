import { sql, type Tx } from '../../platform/db/database.ts';
import { nextDue } from './due.ts';
import type { Package } from './package.ts';

/** What a batch needs to know of its account before it locks anything. */
export type AccountForSale = {
  clockOffsetMs: bigint;
  suspended: boolean;
  /** It owes credits that were spent and whose payment went back. */
  owes: boolean;
  requiresUserLocation: boolean;
  refundsLeft: number;
  spendableMinor: bigint;
  topUpPending: boolean;
};

/** `realNow` is the machine's time: the account's own is `realNow` plus its offset. */
export function selectAccountForSale(tx: Tx, accountId: string, realNow: Date) {
  return tx.row<AccountForSale>(sql`
    select account.clock_offset_ms as "clockOffsetMs",
      account.suspended_at is not null as suspended,
      account.owes_since is not null as owes,
      account.requires_user_location as "requiresUserLocation",
      greatest(account.refund_limit_per_month - coalesce(counted.refunds, 0), 0) as "refundsLeft",
      ledger.posted_credits_minor - ledger.posted_debits_minor - ledger.pending_debits_minor
        as "spendableMinor",
      ledger.top_up_pending as "topUpPending"
    from accounts as account
    join ledger_accounts as ledger
      on ledger.account_id = account.id
      and ledger.code = 'credits'
    left join refund_counts as counted
      on counted.account_id = account.id
      and counted.month = date_trunc('month',
        (${realNow}::timestamptz + account.clock_offset_ms * interval '1 millisecond')
          at time zone 'UTC')::date
    where account.id = ${accountId}`);
}

export async function insertActivatedItems(
  tx: Tx,
  accountId: string,
  items: readonly Package[],
): Promise<void> {
  await tx.run(sql`
    insert into activated_items (
      account_id, id, customer_id, profile_domain_id, esim_profile_id, inventory_item_id,
      data_plan_id, name, size_value, size_unit, data_bytes, validity_days, country_set, carrier,
      activation_mode, sales_channel, metatag, user_ip, user_country, status, state,
      purchase_price_minor, retail_price_minor, hold_sequence, client_id, sold_at, activated_at,
      expires_at,
      due_at
    )
    select ${accountId}, *
    from unnest(
      ${items.map((item) => item.id)}::uuid[],
      ${items.map((item) => item.customerId)}::uuid[],
      ${items.map((item) => item.profileDomainId)}::uuid[],
      ${items.map((item) => item.esimProfileId)}::uuid[],
      ${items.map((item) => item.inventoryItemId)}::uuid[],
      ${items.map((item) => item.dataPlanId)}::uuid[],
      ${items.map((item) => item.name)}::text[],
      ${items.map((item) => item.sizeValue)}::numeric[],
      ${items.map((item) => item.sizeUnit)}::text[],
      ${items.map((item) => item.dataBytes)}::bigint[],
      ${items.map((item) => item.validityDays)}::integer[],
      ${items.map((item) => item.countrySet)}::text[],
      ${items.map((item) => item.carrier)}::text[],
      ${items.map((item) => item.activationMode)}::text[],
      ${items.map((item) => item.salesChannel)}::text[],
      ${items.map((item) => item.metatag)}::text[],
      ${items.map((item) => item.userIp)}::text[],
      ${items.map((item) => item.userCountry)}::text[],
      ${items.map((item) => item.status)}::text[],
      ${items.map((item) => item.state)}::text[],
      ${items.map((item) => item.purchasePriceMinor)}::bigint[],
      ${items.map((item) => item.retailPriceMinor)}::bigint[],
      ${items.map((item) => item.holdSequence)}::bigint[],
      ${items.map((item) => item.clientId)}::text[],
      ${items.map((item) => item.soldAt)}::timestamptz[],
      ${items.map((item) => item.activatedAt)}::timestamptz[],
      ${items.map((item) => item.expiresAt)}::timestamptz[],
      ${items.map(nextDue)}::timestamptz[]
    )`);
}
