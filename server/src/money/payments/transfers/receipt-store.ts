import { type Queryable, sql, type Tx } from '../../../platform/db/database.ts';

export type BankReceipt = {
  entryId: string;
  accountId: string;
  purchaseId: string;
  receivedMinor: bigint;
  receivedAt: Date;
  note: string | null;
  confirmedAt: Date;
};

/** Saves an entry of the bank statement; returns false if it was saved before. */
export async function insertReceipt(tx: Tx, receipt: BankReceipt): Promise<boolean> {
  const owned = await tx.run(sql`
    insert into bank_receipt_owners (account_id, entry_id)
    values (${receipt.accountId}, ${receipt.entryId})
    on conflict (entry_id) do nothing`);
  if (owned === 0) return false;
  await tx.run(sql`
    insert into bank_receipts (
      account_id, entry_id, purchase_id, received_minor, received_at, note, confirmed_at
    )
    values (
      ${receipt.accountId}, ${receipt.entryId}, ${receipt.purchaseId}, ${receipt.receivedMinor},
      ${receipt.receivedAt}, ${receipt.note}, ${receipt.confirmedAt}
    )`);
  return true;
}

/** Returns whether an entry of the bank statement was confirmed before. */
export async function isReceiptKnown(db: Queryable, entryId: string): Promise<boolean> {
  const row = await db.row(sql`
    select entry_id
    from bank_receipt_owners
    where entry_id = ${entryId}`);
  return row !== undefined;
}

/** Deletes the receipts of a sandbox account; the database refuses it for a live account. */
export async function deleteReceipts(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`select delete_sandbox_receipts(${accountId})`);
  await tx.run(sql`delete from bank_receipt_owners where account_id = ${accountId}`);
}
