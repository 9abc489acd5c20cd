import type { Actor } from '../../kernel/context.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';

/** A mail with the installation link of an eSIM, without the address it went to. */
export type InstallationMail = {
  id: string;
  customerId: string;
  iccid: string;
  toCustomer: boolean;
  locale: TravellerLanguage;
  senderKind: Actor['kind'];
  senderId: string;
  sentAt: Date;
};

type Account = Pick<Scope, 'db' | 'accountId'>;

export async function insertInstallationMail(
  tx: Tx,
  accountId: string,
  mail: InstallationMail,
): Promise<void> {
  await tx.run(sql`
    insert into installation_mails (account_id, id, customer_id, iccid, to_customer, locale,
      sender_kind, sender_id, sent_at)
    values (${accountId}, ${mail.id}, ${mail.customerId}, ${mail.iccid}, ${mail.toCustomer},
      ${mail.locale}, ${mail.senderKind}, ${mail.senderId}, ${mail.sentAt})`);
}

/** Returns how many mails about an eSIM were queued within the last day. */
export async function countOfEsim({ db, accountId }: Account, iccid: string): Promise<number> {
  const row = await db.row<{ count: number }>(sql`
    select count(*)::int as count
    from installation_mails
    where account_id = ${accountId}
      and iccid = ${iccid}
      and queued_at > now() - interval '1 day'`);
  return row?.count ?? 0;
}

/** Counts a mail of the account today (UTC). Returns false, and counts nothing, at the limit. */
export async function countOfAccount({ db, accountId }: Account, limit: number): Promise<boolean> {
  const counted = await db.run(sql`
    insert into installation_mail_counts as counted (account_id, day, mails)
    values (${accountId}, (now() at time zone 'UTC')::date, 1)
    on conflict (account_id, day)
    do update set mails = counted.mails + 1
    where counted.mails < ${limit}`);
  return counted === 1;
}

/** Returns the mails to a customer, the newest first. */
export function readInstallationMailsOf(
  { db, accountId }: Pick<ReadScope, 'db' | 'accountId'>,
  customerId: string,
): Promise<InstallationMail[]> {
  return db.rows<InstallationMail>(sql`
    select id, customer_id as "customerId", iccid, to_customer as "toCustomer", locale,
      sender_kind as "senderKind", sender_id as "senderId", sent_at as "sentAt"
    from installation_mails
    where account_id = ${accountId}
      and customer_id = ${customerId}
    order by id desc
    limit 1000`);
}

/** Returns the IDs of all mails about a customer's eSIMs. */
export async function selectMailIds(
  { db, accountId }: Account,
  customerId: string,
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select id
    from installation_mails
    where account_id = ${accountId}
      and customer_id = ${customerId}`);
  return rows.map(({ id }) => id);
}

/** Deletes the mails of a sandbox account, as a part of its reset. Their counts stay. */
export async function resetInstallationMails({ db, accountId }: Account): Promise<void> {
  await db.run(sql`delete from installation_mails where account_id = ${accountId}`);
}
