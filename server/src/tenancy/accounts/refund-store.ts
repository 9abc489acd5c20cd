import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export async function selectRefunds(
  db: Queryable,
  accountId: string,
  month: string,
): Promise<number> {
  const counted = await db.row<{ refunds: number }>(sql`
    select refunds
    from refund_counts
    where account_id = ${accountId}
      and month = ${month}::date`);
  return counted?.refunds ?? 0;
}

/** Counts a refund, unless the account's limit is reached. The row of the month is the lock. */
export async function insertRefund(tx: Tx, accountId: string, month: string): Promise<boolean> {
  const account = await tx.row<{ limit: number }>(sql`
    select refund_limit_per_month as limit
    from accounts
    where id = ${accountId}
      and refund_limit_per_month > 0`);
  if (!account) return false;
  const counted = await tx.run(sql`
    insert into refund_counts as counted (account_id, month, refunds)
    values (${accountId}, ${month}::date, 1)
    on conflict (account_id, month)
    do update set refunds = counted.refunds + 1
    where counted.refunds < ${account.limit}`);
  return counted === 1;
}

export async function resetRefundCounts(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from refund_counts where account_id = ${accountId}`);
}
