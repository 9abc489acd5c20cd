import type { TimeRange } from '../../kernel/time-range.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Attempt, AttemptState } from './auto-top-up.ts';

const columns = sql`
  account_id as "accountId", sequence, round, number, purchase_id as "purchaseId",
  amount_minor as "amountMinor", state, reason, reckoned as "isHandled", ended_at as "endedAt",
  next_attempt_at as "nextAttemptAt"`;

export function selectLastAttempt(db: Queryable, accountId: string) {
  return db.row<Attempt>(sql`
    select ${columns}
    from auto_top_up_attempts
    where account_id = ${accountId}
    order by sequence desc
    limit 1`);
}

export type DatedAttempt = Attempt & { createdAt: Date };
export type AttemptFilter = { state?: AttemptState | undefined; range: TimeRange };

/** Returns attempts with sequences below `below`, newest first. */
export function selectAttempts(
  db: Queryable,
  accountId: string,
  { state, range, below, limit }: AttemptFilter & { below: bigint | undefined; limit: number },
): Promise<DatedAttempt[]> {
  return db.rows<DatedAttempt>(sql`
    select ${columns}, created_at as "createdAt"
    from auto_top_up_attempts
    where account_id = ${accountId}
      and (${below ?? null}::bigint is null or sequence < ${below ?? null})
      and (${state ?? null}::text is null or state = ${state ?? null})
      and created_at >= ${range.from ?? '-infinity'}
      and created_at < ${range.before ?? 'infinity'}
    order by sequence desc
    limit ${limit}`);
}

/** Returns the cents without VAT of the month's attempts that are paid or pending. */
export async function selectSpent(
  db: Queryable,
  { accountId, month }: { accountId: string; month: string },
): Promise<bigint> {
  const row = await db.row<{ spentMinor: bigint }>(sql`
    select coalesce(sum(amount_minor), 0)::bigint as "spentMinor"
    from auto_top_up_attempts
    where account_id = ${accountId}
      and month = ${month}
      and state in ('pending', 'paid')`);
  return row?.spentMinor ?? 0n;
}

/** Returns the times of the purchases since then that are paid or pending, oldest first. */
export async function selectBoughtAt(
  db: Queryable,
  { accountId, since, realNow }: { accountId: string; since: Date; realNow: Date },
): Promise<Date[]> {
  const rows = await db.rows<{ boughtAt: Date }>(sql`
    select coalesce(ended_at, ${realNow}::timestamptz) as "boughtAt"
    from auto_top_up_attempts
    where account_id = ${accountId}
      and state in ('pending', 'paid')
      and coalesce(ended_at, ${realNow}::timestamptz) > ${since}
    order by 1`);
  return rows.map(({ boughtAt }) => boughtAt);
}

type NewAttempt = Omit<Attempt, 'sequence' | 'isHandled' | 'nextAttemptAt'> & {
  month: string;
  createdAt: Date;
};

/** Inserts an attempt under the lock of the settings, so that numbers are consecutive. */
export async function insertAttempt(tx: Tx, attempt: NewAttempt): Promise<Attempt> {
  const row = await tx.row<Attempt>(sql`
    insert into auto_top_up_attempts (
      account_id, sequence, round, number, purchase_id, amount_minor, state, reason, ended_at,
      month, created_at
    )
    select ${attempt.accountId}::uuid, coalesce(max(sequence), 0) + 1, ${attempt.round}::integer,
      ${attempt.number}::integer, ${attempt.purchaseId}::uuid, ${attempt.amountMinor}::bigint,
      ${attempt.state}::text, ${attempt.reason}::text,
      ${attempt.endedAt}::timestamptz, ${attempt.month}::date, ${attempt.createdAt}::timestamptz
    from auto_top_up_attempts
    where account_id = ${attempt.accountId}
    returning ${columns}`);
  if (!row) throw new Error('the attempt was not saved');
  return row;
}

type AttemptKey = { accountId: string; purchaseId: string };

/** Marks the pending attempt of a purchase declined; returns false if it was not pending. */
export async function updateDeclined(
  tx: Tx,
  { accountId, purchaseId }: AttemptKey,
  { reason, endedAt }: { reason: string; endedAt: Date },
): Promise<boolean> {
  const declined = await tx.run(sql`
    update auto_top_up_attempts
    set state = 'declined', reason = ${reason}, ended_at = ${endedAt}
    where account_id = ${accountId}
      and purchase_id = ${purchaseId}
      and state = 'pending'`);
  return declined === 1;
}

/** Marks the attempt of a purchase paid, even if it was declined; returns its state before. */
export function updatePaid(tx: Tx, { accountId, purchaseId }: AttemptKey, endedAt: Date) {
  return tx.row<{ before: 'pending' | 'declined' }>(sql`
    with found as (
      select account_id, sequence, state
      from auto_top_up_attempts
      where account_id = ${accountId}
        and purchase_id = ${purchaseId}
        and state <> 'paid'
      for no key update
    )
    update auto_top_up_attempts as attempt
    set state = 'paid', reason = null, ended_at = ${endedAt}, next_attempt_at = null
    from found
    where attempt.account_id = found.account_id
      and attempt.sequence = found.sequence
    returning found.state as before`);
}

/** Marks a declined attempt as handled; returns false if it was handled or is not declined. */
export async function markHandled(
  tx: Tx,
  { accountId, sequence }: Pick<Attempt, 'accountId' | 'sequence'>,
  nextAttemptAt: Date | null,
): Promise<boolean> {
  const handled = await tx.run(sql`
    update auto_top_up_attempts
    set reckoned = true, next_attempt_at = ${nextAttemptAt}
    where account_id = ${accountId}
      and sequence = ${sequence}
      and state = 'declined'
      and not reckoned`);
  return handled === 1;
}

export type RecentTopUps = { state: 'pending' | 'paid' | 'declined'; attempts: number };

/** Returns the number of automatic top-ups in the last day, by state. */
export function readRecentTopUps(db: Queryable): Promise<RecentTopUps[]> {
  return db.rows<RecentTopUps>(sql`
    select states.state, count(attempt.account_id)::int as attempts
    from unnest(array['pending', 'paid', 'declined']) as states (state)
    left join auto_top_up_attempts as attempt on attempt.state = states.state
      and attempt.created_at > now() - interval '1 day'
    group by states.state`);
}

export async function deleteAttempts(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from auto_top_up_attempts where account_id = ${accountId}`);
}
