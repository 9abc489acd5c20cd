import { sql, type Tx } from '../../../platform/db/database.ts';

/** Saves that a notice was received; returns false if it was received before. */
export async function insertNotice(
  tx: Tx,
  { provider, id, type }: { provider: string; id: string; type: string },
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into provider_notices (provider, notice_id, type)
    values (${provider}, ${id}, ${type})
    on conflict do nothing`);
  return inserted === 1;
}
