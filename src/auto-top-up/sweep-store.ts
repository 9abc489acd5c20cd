import { type Queryable, sql } from '../db/database.ts';

type Page = { after: string; limit: number };

/** Accounts whose credits are low and that were not told, from those after an id. */
export function selectUntold(db: Queryable, { after, limit }: Page) {
  return db.rows<{ accountId: string }>(sql`
    select alert.account_id as "accountId"
    from credit_alerts as alert
    join ledger_accounts as ledger on ledger.account_id = alert.account_id
      and ledger.code = 'credits'
    where alert.enabled
      and alert.alerted_sequence is null
      and alert.account_id > ${after}
      and posted_credits_minor - posted_debits_minor - pending_debits_minor < alert.threshold_minor
    order by alert.account_id
    limit ${limit}`);
}

/** Accounts that were told and whose credits are enough again, from those after an id. */
export function selectRecovered(db: Queryable, { after, limit }: Page) {
  return db.rows<{ accountId: string }>(sql`
    select alert.account_id as "accountId"
    from credit_alerts as alert
    join ledger_accounts as ledger on ledger.account_id = alert.account_id
      and ledger.code = 'credits'
    where alert.enabled
      and alert.alerted_sequence is not null
      and alert.account_id > ${after}
      and posted_credits_minor - posted_debits_minor - pending_debits_minor >= alert.threshold_minor
    order by alert.account_id
    limit ${limit}`);
}
