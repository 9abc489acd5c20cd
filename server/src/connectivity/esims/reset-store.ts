import { sql, type Tx } from '../../platform/db/database.ts';

/**
 * Returns the ICCIDs. A replaced profile names its successor, which can only go after it.
 */
export async function deleteProfiles(tx: Tx, accountId: string): Promise<string[]> {
  await tx.run(sql`delete from network_sessions where account_id = ${accountId}`);
  await tx.run(sql`
    update esim_profiles
    set replaced_by = null
    where account_id = ${accountId}
      and replaced_by is not null`);
  const deleted = await tx.rows<{ iccid: string }>(sql`
    delete from esim_profiles
    where account_id = ${accountId}
    returning iccid`);
  await tx.run(sql`delete from profile_domains where account_id = ${accountId}`);
  return deleted.map(({ iccid }) => iccid);
}
