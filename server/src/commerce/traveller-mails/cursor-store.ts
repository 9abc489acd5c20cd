import type { AccountMode } from '../../kernel/context.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

/** An account with events that the mails have not reached yet. */
export type AccountBehind = {
  accountId: string;
  organizationId: string;
  mode: AccountMode;
  isSuspended: boolean;
};

/** Begins with the next event in both accounts of an organization, unless it has begun. */
export async function openCursors(tx: Tx, organizationId: string): Promise<void> {
  await tx.run(sql`
    insert into traveller_mail_cursors (account_id, sequence)
    select account.id, log.last_sequence
    from accounts as account
    join event_sequences as log on log.account_id = account.id
    where account.organization_id = ${organizationId}
    on conflict do nothing`);
}

export async function closeCursors(tx: Tx, organizationId: string): Promise<void> {
  await tx.run(sql`
    delete from traveller_mail_cursors
    using accounts
    where accounts.id = traveller_mail_cursors.account_id
      and accounts.organization_id = ${organizationId}`);
}

export function selectAccountsBehind(db: Queryable): Promise<AccountBehind[]> {
  return db.rows<AccountBehind>(sql`
    select account.id as "accountId", account.organization_id as "organizationId", account.mode,
      account.suspended_at is not null as "isSuspended"
    from traveller_mail_cursors as reached
    join event_sequences as log
      on log.account_id = reached.account_id
      and log.last_sequence > reached.sequence
    join accounts as account on account.id = reached.account_id
    order by account.id`);
}

/** Locks and returns the place of an account; undefined if another process is at it. */
export async function lockCursor(tx: Tx, accountId: string): Promise<bigint | undefined> {
  const row = await tx.row<{ sequence: bigint }>(sql`
    select sequence
    from traveller_mail_cursors
    where account_id = ${accountId}
    for update skip locked`);
  return row?.sequence;
}

export async function moveCursor(
  tx: Tx,
  { accountId, sequence }: { accountId: string; sequence: bigint },
): Promise<void> {
  await tx.run(sql`
    update traveller_mail_cursors
    set sequence = ${sequence}
    where account_id = ${accountId}`);
}
