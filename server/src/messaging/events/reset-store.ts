import { sql, type Tx } from '../../platform/db/database.ts';

/** Numbers go on where they were, so that no receiver ever sees one twice. */
export async function deleteEvents(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from events where account_id = ${accountId}`);
}
