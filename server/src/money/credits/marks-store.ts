import { sql, type Tx } from '../../platform/db/database.ts';
import type { CreditMark } from './credit-marks.ts';

export async function updateMark(
  tx: Tx,
  accountId: string,
  { mark, belowMinor }: { mark: CreditMark; belowMinor: bigint | null },
): Promise<void> {
  await tx.run(sql`
    update ledger_accounts
    set alert_mark_minor = case ${mark}::text
        when 'alert' then ${belowMinor}::bigint else alert_mark_minor end,
      top_up_mark_minor = case ${mark}::text
        when 'top_up' then ${belowMinor}::bigint else top_up_mark_minor end
    where account_id = ${accountId}
      and code = 'credits'`);
}

/** Whether it was the first, and the credits are low: decided under the row's lock. */
export async function updateTopUpStarted(tx: Tx, accountId: string): Promise<boolean> {
  const started = await tx.run(sql`
    update ledger_accounts
    set top_up_pending = true
    where account_id = ${accountId}
      and code = 'credits'
      and not top_up_pending
      and posted_credits_minor - posted_debits_minor - pending_debits_minor < top_up_mark_minor`);
  return started === 1;
}

export async function updateTopUpEnded(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    update ledger_accounts
    set top_up_pending = false
    where account_id = ${accountId}
      and code = 'credits'
      and top_up_pending`);
}
