import { sql, type Tx } from '../db/database.ts';

export async function updateErased(tx: Tx, accountId: string, customerId: string): Promise<void> {
  await tx.run(sql`
    update activated_items
    set user_ip = null, user_country = null
    where account_id = ${accountId}
      and customer_id = ${customerId}
      and (user_ip is not null or user_country is not null)`);
}
