import { sql, type Tx } from '../../platform/db/database.ts';
import { SANDBOX_CARRIER } from './sandbox/index.ts';

/** What the sandbox carrier minted for the account was never real; others are free again. */
export async function releaseProfiles(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    delete from carrier_profiles
    where account_id = ${accountId}
      and carrier = ${SANDBOX_CARRIER}`);
  await tx.run(sql`
    update carrier_profiles
    set account_id = null, taken_at = null
    where account_id = ${accountId}`);
}
