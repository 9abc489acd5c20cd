import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { MailAttachment } from './mail.ts';

export type NewMail = {
  id: string;
  organizationId: string | null;
  kind: string;
  onceKey: string | null;
  locale: TravellerLanguage;
  recipient: string;
  subject: string;
  isOfSandbox: boolean;
  /** The sender's name and the address for answers; null for the platform's own. */
  senderName: string | null;
  replyTo: string | null;
  unsubscribeUrl: string | null;
  text: string;
  html: string;
  /** Why it is not even tried. */
  refusal: string | null;
};

/** Returns false if there is a mail of this kind and key already. */
export async function insertMail(tx: Tx, mail: NewMail): Promise<boolean> {
  const inserted = await tx.row(sql`
    insert into mails (
      id, organization_id, kind, once_key, locale, recipient, subject, text, html, of_sandbox,
      sender_name, reply_to, unsubscribe_url,
      last_error, next_attempt_at, failed_at
    )
    select ${mail.id}, ${mail.organizationId}, ${mail.kind}, ${mail.onceKey}, ${mail.locale},
      ${mail.recipient}, ${mail.subject}, ${mail.text}, ${mail.html}, ${mail.isOfSandbox},
      ${mail.senderName}, ${mail.replyTo}, ${mail.unsubscribeUrl},
      refusal,
      case when refusal is null then now() end,
      case when refusal is not null then now() end
    from (select ${mail.refusal}::text as refusal) as r
    on conflict (kind, once_key) where once_key is not null do nothing
    returning id`);
  return inserted !== undefined;
}

export async function insertAttachment(
  tx: Tx,
  attachment: MailAttachment & { mailId: string; number: number },
): Promise<void> {
  await tx.run(sql`
    insert into mail_attachments (mail_id, number, filename, content_type, content)
    values (${attachment.mailId}, ${attachment.number}, ${attachment.filename},
      ${attachment.contentType}, ${attachment.content})`);
}

export function selectAttachments(db: Queryable, mailId: string): Promise<MailAttachment[]> {
  return db.rows<MailAttachment>(sql`
    select filename, content_type as "contentType", content
    from mail_attachments
    where mail_id = ${mailId}
    order by number`);
}

/** Returns the text of a mail without the secrets of links that sign in or reset a password. */
export function withoutTokens(text: Sql): Sql {
  return sql`regexp_replace(${text}, '([?&]token=)[A-Za-z0-9_-]+', '\\1removed', 'g')`;
}

/** Removes the secrets of links in mails that are older than any link works. Returns how many. */
export function eraseOldLinks(db: Queryable, { days }: { days: number }): Promise<number> {
  return db.run(sql`
    update mails
    set text = ${withoutTokens(sql`text`)}, html = ${withoutTokens(sql`html`)}
    where erased_at is null
      and next_attempt_at is null
      and created_at < now() - make_interval(days => ${days})
      and text ~ '[?&]token=(?!removed)'`);
}

/** Erases addresses and texts of at most `limit` mails that are older than `days` days. */
export function updateErased(
  db: Queryable,
  { days, limit }: { days: number; limit: number },
): Promise<number> {
  return db.run(sql`
    with old as (
      select id
      from mails
      where erased_at is null
        and created_at < now() - make_interval(days => ${days})
      order by created_at
      limit ${limit}
      for update skip locked
    ),
    gone as (
      delete from mail_attachments a
      using old
      where a.mail_id = old.id
    )
    update mails m
    set
      recipient = null,
      subject = null,
      text = null,
      html = null,
      last_error = null,
      failed_at = case when m.next_attempt_at is not null then moment.at else m.failed_at end,
      next_attempt_at = null,
      erased_at = now()
    from old
    cross join (select now() as at) as moment
    where m.id = old.id`);
}

/** Longer than a lease, within which the mail may be on its way. */
const LEASED_FOR = sql`interval '5 minutes'`;

/**
 * Locks a mail, and returns whether it could leave once more, and whether it failed or waits for a
 * later attempt. One that is due within a lease may be on its way.
 */
export function selectForRetry(
  tx: Tx,
  id: string,
): Promise<{ isSendable: boolean; isWaiting: boolean } | undefined> {
  return tx.row<{ isSendable: boolean; isWaiting: boolean }>(sql`
    select
      erased_at is null
        and (failed_at is null or attempts > 0)
        and coalesce(text !~ '[?&]token=removed' or sent_at is not null, false) as "isSendable",
      failed_at is not null or coalesce(next_attempt_at > now() + ${LEASED_FOR}, false)
        as "isWaiting"
    from mails
    where id = ${id}
    for update`);
}

/** Makes a mail due now, with attempts of its own if it had failed. */
export async function updateToDue(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`
    update mails
    set
      attempts = case when failed_at is null then attempts else 0 end,
      failed_at = null,
      next_attempt_at = now()
    where id = ${id}`);
}

/** Erases what is left of the mails of one kind with these keys; those that wait are not sent. */
export async function eraseMailsByKey(
  tx: Tx,
  { kind, onceKeys }: { kind: string; onceKeys: readonly string[] },
): Promise<void> {
  await tx.run(sql`
    with gone as (
      delete from mail_attachments
      using mails
      where mails.id = mail_attachments.mail_id
        and mails.kind = ${kind}
        and mails.once_key = any (${onceKeys}::text[])
    )
    update mails
    set recipient = null, subject = null, text = null, html = null, last_error = null,
      failed_at = case when next_attempt_at is not null then moment.at else failed_at end,
      next_attempt_at = null, erased_at = moment.at
    from (select now() as at) as moment
    where kind = ${kind}
      and once_key = any (${onceKeys}::text[])
      and erased_at is null`);
}
