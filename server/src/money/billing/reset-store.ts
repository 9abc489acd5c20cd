import { sql, type Tx } from '../../platform/db/database.ts';

/** Lifts the lock on this sandbox's documents for the rest of the transaction (migration 0001). */
export async function allowReset(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`select set_config('gigastore.resets_sandbox', ${accountId}, true)`);
}

/** Credit notes name their invoice, so they go first. */
export async function deleteDocuments(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    delete from billing_documents
    where account_id = ${accountId}
      and invoice_id is not null`);
  await tx.run(sql`delete from billing_documents where account_id = ${accountId}`);
}
