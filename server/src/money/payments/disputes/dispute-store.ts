import { type Queryable, sql, type Tx } from '../../../platform/db/database.ts';
import type { PurchaseKey } from '../purchases/purchase.ts';

type DisputeStatus = 'open' | 'won' | 'lost';

/** A payment that its payer disputes; `purchaseId` is the purchase. Amounts in cents. */
export type Dispute = {
  accountId: string;
  purchaseId: string;
  token: string;
  status: DisputeStatus;
  disputedMinor: bigint;
  creditsMinor: bigint;
  frozenMinor: bigint;
  holdSequence: bigint | null;
  openedAt: Date;
  closedAt: Date | null;
};

/** Returns the credits that are frozen now, by purchase. */
export async function sumFrozen(db: Queryable, accountId: string, purchaseIds: readonly string[]) {
  return db.rows<{ id: string; frozenMinor: bigint }>(sql`
    select purchase_id as id, sum(frozen_minor)::bigint as "frozenMinor"
    from disputes
    where account_id = ${accountId}
      and purchase_id = any(${[...purchaseIds]}::uuid[])
      and status = 'open'
    group by purchase_id`);
}

/** Returns whether a payment of the account is disputed now. */
export async function isDisputed(db: Queryable, accountId: string): Promise<boolean> {
  const row = await db.row(sql`
    select token
    from disputes
    where account_id = ${accountId}
      and status = 'open'
    limit 1`);
  return row !== undefined;
}

/** Returns whether a payment of the account is disputed, or the account owes credits. */
export async function hasClaims(tx: Tx, accountId: string): Promise<boolean> {
  const row = await tx.row<{ claimed: boolean }>(sql`
    select exists (
        select 1 from disputes
        where account_id = ${accountId}
          and status = 'open'
      ) or exists (
        select 1 from purchases
        where account_id = ${accountId}
          and owed_minor > 0
      ) as claimed`);
  return row?.claimed ?? false;
}

const columns = sql`
  account_id as "accountId", purchase_id as "purchaseId", token, status,
  disputed_minor as "disputedMinor", credits_minor as "creditsMinor",
  frozen_minor as "frozenMinor", hold_sequence as "holdSequence", opened_at as "openedAt",
  closed_at as "closedAt"`;

/** Returns and locks the open disputes that could freeze more credits, oldest first. */
export function selectUnderfrozenForUpdate(tx: Tx, accountId: string) {
  return tx.rows<Dispute>(sql`
    select ${columns}
    from disputes
    where account_id = ${accountId}
      and status = 'open'
      and frozen_minor < credits_minor
    order by opened_at, token
    for no key update`);
}

export async function updateFrozen(
  tx: Tx,
  { accountId, token }: Pick<Dispute, 'accountId' | 'token'>,
  { frozenMinor, holdSequence }: Pick<Dispute, 'frozenMinor' | 'holdSequence'>,
): Promise<void> {
  await tx.run(sql`
    update disputes
    set frozen_minor = ${frozenMinor}, hold_sequence = ${holdSequence}
    where account_id = ${accountId}
      and token = ${token}
      and status = 'open'`);
}

export function selectDispute(tx: Tx, accountId: string, token: string) {
  return tx.row<Dispute>(sql`
    select ${columns}
    from disputes
    where account_id = ${accountId}
      and token = ${token}`);
}

export async function insertDispute(tx: Tx, dispute: Dispute): Promise<void> {
  await tx.run(sql`
    insert into disputes (
      account_id, purchase_id, token, status, disputed_minor, credits_minor, frozen_minor,
      hold_sequence, opened_at, closed_at
    )
    values (
      ${dispute.accountId}, ${dispute.purchaseId}, ${dispute.token}, ${dispute.status},
      ${dispute.disputedMinor}, ${dispute.creditsMinor}, ${dispute.frozenMinor},
      ${dispute.holdSequence}, ${dispute.openedAt}, ${dispute.closedAt}
    )`);
}

export async function closeDispute(
  tx: Tx,
  { accountId, token }: Pick<Dispute, 'accountId' | 'token'>,
  { status, now }: { status: 'won' | 'lost'; now: Date },
): Promise<void> {
  await tx.run(sql`
    update disputes
    set status = ${status}, closed_at = ${now}
    where account_id = ${accountId}
      and token = ${token}
      and status = 'open'`);
}

/** Returns the credits of this purchase's open disputes, and of its lost disputes. */
export async function sumDisputed(tx: Tx, { accountId, id }: PurchaseKey) {
  const sums = await tx.row<{ openMinor: bigint; lostMinor: bigint }>(sql`
    select coalesce(sum(credits_minor) filter (where status = 'open'), 0)::bigint as "openMinor",
      coalesce(sum(credits_minor) filter (where status = 'lost'), 0)::bigint as "lostMinor"
    from disputes
    where account_id = ${accountId}
      and purchase_id = ${id}`);
  return sums ?? { openMinor: 0n, lostMinor: 0n };
}

export async function deleteDisputes(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from disputes where account_id = ${accountId}`);
}
