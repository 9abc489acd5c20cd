import { sql, type Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';

export type SandboxAccount = { clockOffsetMs: bigint; openingCreditsMinor: bigint };

/** Locks a sandbox, which every change of its clock begins with. */
export function selectSandboxForUpdate(tx: Tx, accountId: string) {
  return tx.row<SandboxAccount>(sql`
    select clock_offset_ms as "clockOffsetMs", opening_credits_minor as "openingCreditsMinor"
    from accounts
    where id = ${accountId}
      and mode = 'sandbox'
    for no key update`);
}

/**
 * Makes a reset of these sandbox accounts wait for this transaction, and this transaction wait for
 * a reset that came first. Advisory locks queue fairly; sales that share a row lock let each other
 * pass, so that a reset beside them would never get its turn.
 */
export async function holdSandboxes(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await tx.run(sql`
    select pg_advisory_xact_lock_shared(${SANDBOX_LOCK}, hashtext(id))
    from unnest(${accountIds}::text[]) as asked (id)
    order by id`);
}

/** Holds the accounts that are not being reset, without waiting. Returns the others. */
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

/** Sets how far the clock of a locked sandbox is ahead of the machine's. */
export async function setClock(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  offsetMs: bigint,
): Promise<void> {
  await db.run(sql`
    update accounts
    set clock_offset_ms = ${offsetMs}
    where id = ${accountId}
      and mode = 'sandbox'`);
}

/** Sets the credits that a sandbox has after each reset, in cents. */
export async function setOpeningCredits(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  amountMinor: bigint,
): Promise<void> {
  await db.run(sql`
    update accounts
    set opening_credits_minor = ${amountMinor}
    where id = ${accountId}`);
}
