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

/**
 * Lets a reset of these sandbox accounts wait for this transaction, and this transaction for a
 * reset that was first. A lock of the transaction and not of the row: those queue fairly, whereas
 * sales that share a row lock let each other pass, and a reset beside them would wait for ever.
 */
export async function holdSandboxes(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await tx.run(sql`
    select pg_advisory_xact_lock_shared(${SANDBOX_LOCK}, hashtext(id))
    from unnest(${accountIds}::text[]) as asked (id)
    order by id`);
}

/** Holds the accounts that are not being reset, without waiting, and returns the others. */
export async function holdFreeSandboxes(tx: Tx, accountIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string; isHeld: boolean }>(sql`
    select id, pg_try_advisory_xact_lock_shared(${SANDBOX_LOCK}, hashtext(id)) as "isHeld"
    from unnest(${accountIds}::text[]) as asked (id)`);
  return rows.flatMap(({ id, isHeld }) => (isHeld ? [] : [id]));
}

/** The first half of the lock's key, which nothing else uses. */
const SANDBOX_LOCK = 20_291;

/** Waits for every transaction that holds the sandbox account, and locks it until the end. */
export async function selectSandboxForReset(
  tx: Tx,
  accountId: string,
): Promise<SandboxAccount | undefined> {
  await tx.run(sql`select pg_advisory_xact_lock(${SANDBOX_LOCK}, hashtext(${accountId}::text))`);
  return tx.row<SandboxAccount>(sql`
    select clock_offset_ms as "clockOffsetMs", opening_credits_minor as "openingCreditsMinor"
    from accounts
    where id = ${accountId}
      and mode = 'sandbox'
    for update`);
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
