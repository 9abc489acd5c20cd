import { sql, type Tx } from '../../platform/db/database.ts';

/** Counts one replacement; returns false, and counts nothing, if the month's limit is reached. */
export async function countReplacement(
  tx: Tx,
  { accountId, month }: { accountId: string; month: string },
): Promise<boolean> {
  const account = await tx.row<{ limit: number }>(sql`
    select replacement_limit_per_month as limit
    from accounts
    where id = ${accountId}
      and replacement_limit_per_month > 0`);
  if (!account) return false;
  const counted = await tx.run(sql`
    insert into replacement_counts as counted (account_id, month, replacements)
    values (${accountId}, ${month}::date, 1)
    on conflict (account_id, month)
    do update set replacements = counted.replacements + 1
    where counted.replacements < ${account.limit}`);
  return counted === 1;
}

/** Deletes the counts of a sandbox account, as a part of its reset. */
export async function deleteReplacementCounts(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    delete from replacement_counts
    where account_id = ${accountId}`);
}
