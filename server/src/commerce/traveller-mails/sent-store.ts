import { sql, type Tx } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import type { TravellerMail } from './traveller-mail.ts';

type Account = Pick<Scope, 'db' | 'accountId'>;

export type SentMail = {
  id: string;
  kind: TravellerMail;
  about: string;
  customerId: string;
  /** By the clock of the account. */
  sentAt: Date;
};

export type MailToTraveller = Pick<SentMail, 'id' | 'kind' | 'sentAt'>;

/** Returns false if there was such a mail about the same, or the customer has its share today. */
export async function insertSent(
  tx: Tx,
  accountId: string,
  { mail, limitPerDay }: { mail: SentMail; limitPerDay: number },
): Promise<boolean> {
  const inserted = await tx.row(sql`
    insert into traveller_mails (account_id, id, kind, about, customer_id, sent_at)
    select ${accountId}, ${mail.id}, ${mail.kind}, ${mail.about}, ${mail.customerId}, ${mail.sentAt}
    where (
      select count(*)
      from traveller_mails
      where account_id = ${accountId}
        and customer_id = ${mail.customerId}
        and queued_at > now() - interval '1 day'
    ) < ${limitPerDay}
    on conflict (account_id, kind, about) do nothing
    returning id`);
  return inserted !== undefined;
}

/** Returns the mails to a customer. */
export function selectSent(
  { db, accountId }: Account,
  customerId: string,
): Promise<Pick<SentMail, 'id' | 'kind'>[]> {
  return db.rows<Pick<SentMail, 'id' | 'kind'>>(sql`
    select id, kind
    from traveller_mails
    where account_id = ${accountId}
      and customer_id = ${customerId}`);
}

/** Returns the mails to a customer for which nobody had to act, the newest first. */
export function readMailsToTraveller(
  { db, accountId }: Pick<ReadScope, 'db' | 'accountId'>,
  customerId: string,
): Promise<MailToTraveller[]> {
  return db.rows<MailToTraveller>(sql`
    select id, kind, coalesce(sent_at, queued_at) as "sentAt"
    from traveller_mails
    where account_id = ${accountId}
      and customer_id = ${customerId}
    order by queued_at desc, id desc
    limit 1000`);
}

/** Deletes what a sandbox account has sent, as a part of its reset. */
export async function resetTravellerMails({ db, accountId }: Account): Promise<void> {
  await db.run(sql`delete from traveller_mails where account_id = ${accountId}`);
}
