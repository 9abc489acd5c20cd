import { sql, type Tx } from '../../platform/db/database.ts';

export async function deleteCustomers(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from customers where account_id = ${accountId}`);
}
