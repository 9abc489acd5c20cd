import { type Queryable, sql, type Tx } from '../../../platform/db/database.ts';
import type { PurchaseKey } from '../purchases/purchase.ts';

export type Debt = PurchaseKey & { owedMinor: bigint };

/** What the account owes, by purchase, oldest first; locked until the transaction ends. */
export function selectDebtsForUpdate(tx: Tx, accountId: string) {
  return tx.rows<Debt>(sql`
    select account_id as "accountId", id, owed_minor as "owedMinor"
    from purchases
    where account_id = ${accountId}
      and owed_minor > 0
    order by id
    for no key update`);
}

/** Moves what is owed of a purchase to what was taken back. */
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

/** Adds what was taken back of a purchase, and what is owed because it was not there. */
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

/** Sets what is refunded of a payment by now. */
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

/** Accounts that owe; credits that came by another way than a purchase may cover it now. */
export function selectOwing(db: Queryable, limit: number) {
  return db.rows<{ accountId: string }>(sql`
    select distinct account_id as "accountId"
    from purchases
    where owed_minor > 0
    limit ${limit}`);
}
