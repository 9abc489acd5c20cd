import { sql, type Tx } from '../../../platform/db/database.ts';

export async function deleteDisputes(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from disputes where account_id = ${accountId}`);
}

export async function deleteReceipts(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from bank_receipts where account_id = ${accountId}`);
}

/** Parts name the purchase that they are a part of, so they go first. */
export async function deletePurchases(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    delete from purchases
    where account_id = ${accountId}
      and part_of is not null`);
  await tx.run(sql`delete from purchases where account_id = ${accountId}`);
}
