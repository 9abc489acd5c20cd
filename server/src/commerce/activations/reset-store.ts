import { sql, type Tx } from '../../platform/db/database.ts';

export async function deleteItems(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from activated_items where account_id = ${accountId}`);
}
