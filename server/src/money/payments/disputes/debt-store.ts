import { type Queryable, sql, type Tx } from '../../../platform/db/database.ts';
import type { PurchaseKey } from '../purchases/purchase.ts';

export type Debt = PurchaseKey & { owedMinor: bigint };

/** Returns and locks the debts of the account by purchase, oldest first. */
export function selectDebtsForUpdate(tx: Tx, accountId: string) {
  return tx.rows<Debt>(sql`
    select account_id as "accountId", id, owed_minor as "owedMinor"
    from purchases
    where account_id = ${accountId}
      and owed_minor > 0
    order by id
    for no key update`);
}

/** Pays a part of a purchase's debt: the amount counts as taken back from now on. */
export async function payDebt(
  tx: Tx,
  { accountId, id }: PurchaseKey,
  amountMinor: bigint,
): Promise<void> {
  await tx.run(sql`
    update purchases
    set reversed_minor = reversed_minor + ${amountMinor}, owed_minor = owed_minor - ${amountMinor}
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Adds the amount that was taken back of a purchase, and the debt for the missing rest. */
export async function addReversed(
  tx: Tx,
  { accountId, id }: PurchaseKey,
  { takenMinor, owedMinor }: { takenMinor: bigint; owedMinor: bigint },
): Promise<void> {
  await tx.run(sql`
    update purchases
    set reversed_minor = reversed_minor + ${takenMinor}, owed_minor = owed_minor + ${owedMinor}
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Sets the sum that is refunded of a payment. */
export async function updateRefunded(
  tx: Tx,
  { accountId, id }: PurchaseKey,
  refundedMinor: bigint,
): Promise<void> {
  await tx.run(sql`
    update purchases
    set refunded_minor = ${refundedMinor}
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Returns accounts with debts. */
export function selectOwing(db: Queryable, limit: number) {
  return db.rows<{ accountId: string }>(sql`
    select distinct account_id as "accountId"
    from purchases
    where owed_minor > 0
    limit ${limit}`);
}
