import { type Database, type Queryable, sql, type Tx } from '../../../platform/db/database.ts';
import { lockAcross } from '../../../platform/db/lock-across.ts';
import type { MethodOwner } from './method-store.ts';

export async function insertSetup(
  tx: Tx,
  setup: MethodOwner & { token: string; createdAt: Date },
): Promise<void> {
  await tx.run(sql`
    insert into payment_setups (account_id, token, provider, created_at)
    values (${setup.accountId}, ${setup.token}, ${setup.provider}, ${setup.createdAt})
    on conflict do nothing`);
}

export async function updateSetup(
  tx: Tx,
  { accountId, token }: { accountId: string; token: string },
  state: 'done' | 'given_up',
): Promise<void> {
  await tx.run(sql`
    update payment_setups
    set state = ${state}
    where account_id = ${accountId}
      and token = ${token}
      and state = 'open'`);
}

export type OpenSetup = MethodOwner & { token: string; isOld: boolean };

/**
 * Claims open forms that were not looked at for a while. `work` is run on them in the transaction
 * that claims them.
 */
export async function claimOpenSetups(
  db: Database,
  { silentSeconds, limit }: { silentSeconds: number; limit: number },
  work: (tx: Tx, setups: readonly OpenSetup[]) => Promise<void>,
): Promise<OpenSetup[]> {
  const claimed = await lockAcross(db, {
    limit,
    due: (most, onNode) => sql`
      select account_id, token
      from payment_setups
      where state = 'open'
        and asked_at < now() - make_interval(secs => ${silentSeconds})
        ${onNode(sql`account_id`)}
      order by asked_at
      limit ${most}`,
    lock: (due, onNode) =>
      db.transaction(async (tx) => {
        const setups = await tx.rows<OpenSetup>(sql`
          update payment_setups
          set asked_at = now()
          where (account_id, token) in (${due} for update skip locked)
            ${onNode(sql`account_id`)}
          returning account_id as "accountId", token, provider,
            asked_at - created_at > interval '1 day' as "isOld"`);
        await work(tx, setups);
        return setups;
      }),
  });
  return claimed.flat();
}

/** Counts a decline on an open form and returns the sum; undefined if the form is closed. */
export async function addSetupDecline(
  tx: Tx,
  { accountId, token }: { accountId: string; token: string },
): Promise<number | undefined> {
  const row = await tx.row<{ declines: number }>(sql`
    update payment_setups
    set declines = declines + 1, declined_at = now()
    where account_id = ${accountId}
      and token = ${token}
      and state = 'open'
    returning declines`);
  return row?.declines;
}

/** Returns the declines on the account's forms within the last hour. */
export async function countSetupDeclines(db: Queryable, accountId: string): Promise<number> {
  const row = await db.row<{ declines: number }>(sql`
    select coalesce(sum(declines), 0)::integer as declines
    from payment_setups
    where account_id = ${accountId}
      and declined_at > now() - interval '1 hour'`);
  return row?.declines ?? 0;
}
