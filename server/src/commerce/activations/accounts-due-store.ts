import { type Queryable, sql } from '../../platform/db/database.ts';

type TimeOfAccount = { accountId: string; now: Date };

/**
 * Returns the accounts where something is due on their own clock, in random order, so that several
 * workers begin with different ones. `realNow` is the machine's time. Accounts that have this time
 * are found by one look into an index; those with a clock of their own take a look each.
 */
export function selectAccountsWithDue(db: Queryable, realNow: Date): Promise<TimeOfAccount[]> {
  return db.rows<TimeOfAccount>(sql`
    select found.account_id as "accountId", found.now
    from (
      select account.id as account_id, ${realNow}::timestamptz as now
      from (
        select distinct account_id
        from activated_items
        where due_at <= ${realNow}
      ) as due
      join accounts as account
        on account.id = due.account_id
      where account.clock_offset_ms = 0
      union all
      select distinct clock.account_id, clock.now
      from (
        select id as account_id,
          ${realNow}::timestamptz + clock_offset_ms * interval '1 millisecond' as now
        from accounts
        where clock_offset_ms <> 0
      ) as clock
      join activated_items
        on activated_items.account_id = clock.account_id
        and activated_items.due_at <= clock.now
    ) as found
    order by random()`);
}
