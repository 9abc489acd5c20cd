import { sql, type Tx } from '../../platform/db/database.ts';

export type SandboxAccount = { clockOffsetMs: bigint; openingCreditsMinor: bigint };

/** Every change of a sandbox's clock starts with this lock. */
export function selectSandboxForUpdate(tx: Tx, accountId: string) {
  return tx.row<SandboxAccount>(sql`
    select clock_offset_ms as "clockOffsetMs", opening_credits_minor as "openingCreditsMinor"
    from accounts
    where id = ${accountId}
      and mode = 'sandbox'
    for no key update`);
}

export async function updateClock(tx: Tx, accountId: string, offsetMs: bigint): Promise<void> {
  await tx.run(sql`
    update accounts
    set clock_offset_ms = ${offsetMs}
    where id = ${accountId}
      and mode = 'sandbox'`);
}

export async function updateOpeningCredits(
  tx: Tx,
  accountId: string,
  amountMinor: bigint,
): Promise<void> {
  await tx.run(sql`
    update accounts
    set opening_credits_minor = ${amountMinor}
    where id = ${accountId}`);
}

export async function deleteCounters(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from refund_counts where account_id = ${accountId}`);
  await tx.run(sql`delete from api_key_spending where account_id = ${accountId}`);
}
