import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';

type Page = { after: string; limit: number };

const creditsMinor = sql`posted_credits_minor - posted_debits_minor - pending_debits_minor`;

/** Returns accounts with low credits and no alert, with ids after `after`. */
export function selectUnalerted(db: Queryable, page: Page) {
  const isDue = sql`alert.alerted_sequence is null and ${creditsMinor} < alert.threshold_minor`;
  return selectAlerted(db, page, isDue);
}

/** Returns accounts with an alert and enough credits again, with ids after `after`. */
export function selectRecovered(db: Queryable, page: Page) {
  const isOver = sql`
    alert.alerted_sequence is not null and ${creditsMinor} >= alert.threshold_minor`;
  return selectAlerted(db, page, isOver);
}

function selectAlerted(db: Queryable, { after, limit }: Page, isMeant: Sql) {
  return db.rows<{ accountId: string }>(sql`
    select alert.account_id as "accountId"
    from credit_alerts as alert
    join ledger_accounts as ledger on ledger.account_id = alert.account_id
      and ledger.code = 'credits'
    where alert.enabled
      and alert.account_id > ${after}
      and ${isMeant}
    order by alert.account_id
    limit ${limit}`);
}

/** Returns accounts with low credits and no pending top-up, with ids after `after`. */
export function selectTopUpsDue(
  db: Queryable,
  { after, limit, realNow }: Page & { realNow: Date },
) {
  return db.rows<{ accountId: string }>(sql`
    select settings.account_id as "accountId"
    from auto_top_ups as settings
    join ledger_accounts as ledger on ledger.account_id = settings.account_id
      and ledger.code = 'credits'
    where settings.enabled
      and settings.account_id > ${after}
      and not ledger.top_up_pending
      and ${creditsMinor} < settings.threshold_minor
      and not exists (
        select 1 from auto_top_up_attempts as attempt
        where attempt.account_id = settings.account_id
          and attempt.round = settings.round
          and attempt.next_attempt_at > ${realNow}
      )
    order by settings.account_id
    limit ${limit}`);
}

/** Returns accounts with a declined attempt that was not handled, with ids after `after`. */
export function selectUnhandledDeclines(db: Queryable, { after, limit }: Page) {
  return db.rows<{ accountId: string }>(sql`
    select distinct account_id as "accountId"
    from auto_top_up_attempts
    where state = 'declined'
      and not reckoned
      and account_id > ${after}
    order by account_id
    limit ${limit}`);
}
