import { sql, type Tx } from './database.ts';

/**
 * Lets the rest of the transaction delete the transfers and documents of one sandbox account. The
 * triggers of migration 0001 refuse this for a live account, and for every other account.
 */
export async function allowReset(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`select set_config('gigastore.resets_sandbox', ${accountId}, true)`);
}
