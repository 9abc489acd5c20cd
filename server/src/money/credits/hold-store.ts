import { bigints, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { TransferDraft } from './transfer.ts';

/** A pending transfer that is open from now on; `expiresAt` is null for one that never expires. */
export type NewHold = { accountId: string; sequence: bigint; expiresAt: Date | null };

export async function insertHolds(tx: Tx, holds: readonly NewHold[]): Promise<void> {
  await tx.run(sql`
    insert into open_holds (account_id, sequence, expires_at)
    select account_id, sequence, expires_at
    from unnest(
      ${uuids(holds.map((hold) => hold.accountId))}::uuid[],
      ${bigints(holds.map((hold) => hold.sequence))}::bigint[],
      ${timestamps(holds.map((hold) => hold.expiresAt))}::timestamptz[]
    ) as hold (account_id, sequence, expires_at)`);
}

/** Deletes holds that have ended, and returns how many of them were open. */
export function deleteHolds(
  tx: Tx,
  holds: readonly Pick<NewHold, 'accountId' | 'sequence'>[],
): Promise<number> {
  return tx.run(sql`
    delete from open_holds
    using unnest(
      ${uuids(holds.map((hold) => hold.accountId))}::uuid[],
      ${bigints(holds.map((hold) => hold.sequence))}::bigint[]
    ) as ended (account_id, sequence)
    where open_holds.account_id = ended.account_id
      and open_holds.sequence = ended.sequence`);
}

export type PendingTransfer = Pick<
  TransferDraft,
  'type' | 'debit' | 'credit' | 'amountMinor' | 'description'
> &
  NewHold & { activatedItemId: string | null; purchaseId: string | null };

/** Returns those of the holds that have not ended, of any accounts. */
export function selectPendingTransfers(
  tx: Tx,
  holds: readonly Pick<NewHold, 'accountId' | 'sequence'>[],
): Promise<PendingTransfer[]> {
  return tx.rows<PendingTransfer>(sql`
    select open_holds.account_id as "accountId", open_holds.sequence, type, debit_code as debit,
      credit_code as credit,
      amount_minor as "amountMinor", description, activated_item_id as "activatedItemId",
      purchase_id as "purchaseId", expires_at as "expiresAt"
    from unnest(
      ${uuids(holds.map((hold) => hold.accountId))}::uuid[],
      ${bigints(holds.map((hold) => hold.sequence))}::bigint[]
    ) as asked (account_id, sequence)
    join open_holds
      on open_holds.account_id = asked.account_id
      and open_holds.sequence = asked.sequence
    join transfers
      on transfers.account_id = asked.account_id
      and transfers.sequence = asked.sequence`);
}

/** A hold past its expiry; `activatedItemId` is null if it is for no package. */
export type ExpiredHold = {
  sequence: bigint;
  amountMinor: bigint;
  activatedItemId: string | null;
  expiresAt: Date;
};

/** Returns at most `limit` holds that expire by `now` and are open, the earliest first. */
export function selectExpiredHolds(
  tx: Tx,
  accountId: string,
  { now, limit }: { now: Date; limit: number },
): Promise<ExpiredHold[]> {
  return tx.rows<ExpiredHold>(sql`
    select sequence, amount_minor as "amountMinor", activated_item_id as "activatedItemId",
      expires_at as "expiresAt"
    from open_holds
    join transfers using (account_id, sequence)
    where account_id = ${accountId}
      and expires_at <= ${now}
    order by expires_at, sequence
    limit ${limit}`);
}

export type AccountOfHolds = { accountId: string; organizationId: string; now: Date };

/** Returns the accounts with holds that are past their expiry on the account's own clock. */
export function selectAccountsWithExpired(db: Queryable, realNow: Date): Promise<AccountOfHolds[]> {
  return db.rows<AccountOfHolds>(sql`
    select clock.account_id as "accountId", clock.organization_id as "organizationId", clock.now
    from (
      select distinct account.id as account_id, account.organization_id,
        ${realNow}::timestamptz + account.clock_offset_ms * interval '1 millisecond' as now
      from open_holds
      join accounts as account on account.id = open_holds.account_id
      where open_holds.expires_at
        <= ${realNow}::timestamptz + account.clock_offset_ms * interval '1 millisecond'
    ) as clock
    order by random()`);
}

/** Deletes the open holds of an account whose ledger is emptied. */
export async function resetHolds(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from open_holds where account_id = ${accountId}`);
}
