import { sql, type Tx } from '../../../platform/db/database.ts';
import type { Purchase, PurchaseKey } from '../purchases/purchase.ts';

export type BankReceipt = {
  entryId: string;
  accountId: string;
  purchaseId: string;
  receivedMinor: bigint;
  receivedAt: Date;
  note: string | null;
  confirmedAt: Date;
};

/** Keeps an entry of the bank's statement; false when it was kept before. */
export async function insertReceipt(tx: Tx, receipt: BankReceipt): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into bank_receipts (
      account_id, entry_id, purchase_id, received_minor, received_at, note, confirmed_at
    )
    values (
      ${receipt.accountId}, ${receipt.entryId}, ${receipt.purchaseId}, ${receipt.receivedMinor},
      ${receipt.receivedAt}, ${receipt.note}, ${receipt.confirmedAt}
    )
    on conflict do nothing`);
  return inserted === 1;
}

/** Notes on the purchase what came for it and what of that is credited. */
export async function addReceived(
  tx: Tx,
  { accountId, id }: PurchaseKey,
  { receivedMinor, coveredMinor }: { receivedMinor: bigint; coveredMinor: bigint },
): Promise<void> {
  await tx.run(sql`
    update purchases
    set received_minor = received_minor + ${receivedMinor},
      covered_minor = covered_minor + ${coveredMinor}
    where account_id = ${accountId}
      and id = ${id}`);
}

/** What the purchase is worth in the end: what really came for it, where that was another sum. */
export async function updateCosts(tx: Tx, purchase: Purchase): Promise<void> {
  await tx.run(sql`
    update purchases
    set amount_minor = ${purchase.amountMinor}, vat_minor = ${purchase.vatMinor},
      total_minor = ${purchase.totalMinor}
    where account_id = ${purchase.accountId}
      and id = ${purchase.id}`);
}
