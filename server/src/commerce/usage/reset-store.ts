import { sql, type Tx } from '../../platform/db/database.ts';

export async function deleteUsage(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from usage_records where account_id = ${accountId}`);
  await tx.run(sql`delete from usage_record_ids where account_id = ${accountId}`);
  await tx.run(sql`delete from usage_report_parts where account_id = ${accountId}`);
  await tx.run(sql`delete from profile_event_ids where account_id = ${accountId}`);
}
