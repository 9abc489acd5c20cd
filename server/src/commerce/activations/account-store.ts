import { uuids } from '../../platform/db/arrays.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import { ofAccounts } from '../../platform/db/distribution.ts';

/** An account as a batch of sales reads it before it locks anything. */
export type AccountForSale = {
  id: string;
  clockOffsetMs: bigint;
  suspended: boolean;
  /** The account has spent credits whose payment was reversed, and has to repay them. */
  owes: boolean;
  requiresUserLocation: boolean;
  refundsLeft: number;
  /** The available credits and the credit limit. */
  payableMinor: bigint;
  limitMinor: bigint;
  topUpPending: boolean;
};

/** An account for which a batch sells, with the time on its own clock. */
export type SellingAccount = AccountForSale & { now: Date };

/**
 * Reads the accounts of a batch. `realNow` is the machine's time; an account's own adds its offset.
 */
export function selectAccountsForSale(
  tx: Tx,
  accountIds: readonly string[],
  realNow: Date,
): Promise<AccountForSale[]> {
  return tx.rows<AccountForSale>(sql`
    select account.id, account.clock_offset_ms as "clockOffsetMs",
      account.suspended_at is not null as suspended,
      account.owes_since is not null as owes,
      account.requires_user_location as "requiresUserLocation",
      greatest(account.refund_limit_per_month - coalesce(counted.refunds, 0), 0) as "refundsLeft",
      ledger.posted_credits_minor - ledger.posted_debits_minor - ledger.pending_debits_minor
        + ledger.limit_minor as "payableMinor",
      ledger.limit_minor as "limitMinor",
      ledger.top_up_pending as "topUpPending"
    from unnest((select ${uuids(accountIds)}::uuid[])) as asked (account_id)
    join accounts as account on account.id = asked.account_id
    join ledger_accounts as ledger
      on ledger.account_id = asked.account_id
      and ledger.code = 'credits'
      ${ofAccounts(tx, sql`ledger.account_id`, accountIds)}
    left join refund_counts as counted
      on counted.account_id = asked.account_id
      and counted.month = date_trunc('month',
        (${realNow}::timestamptz + account.clock_offset_ms * interval '1 millisecond')
          at time zone 'UTC')::date
      ${ofAccounts(tx, sql`counted.account_id`, accountIds)}`);
}
