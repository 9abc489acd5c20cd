import { sql, type Tx } from '../../platform/db/database.ts';

/** Lifts the lock on this sandbox's transfers for the rest of the transaction (migration 0001). */
export async function allowReset(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`select set_config('gigastore.resets_sandbox', ${accountId}, true)`);
}

/** Transfers that end a hold name it, so they go first. */
export async function deleteTransfers(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    delete from transfers
    where account_id = ${accountId}
      and pending_sequence is not null`);
  await tx.run(sql`delete from transfers where account_id = ${accountId}`);
}

export async function zeroLedger(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    update ledger_accounts
    set posted_debits_minor = 0, posted_credits_minor = 0, pending_debits_minor = 0,
      pending_credits_minor = 0, last_sequence = 0, alert_mark_minor = null,
      top_up_mark_minor = null, top_up_pending = false
    where account_id = ${accountId}`);
}
