import { sql, type Tx } from '../../platform/db/database.ts';

export async function deleteKeys(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from idempotency_keys where account_id = ${accountId}`);
}
