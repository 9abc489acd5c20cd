import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';
import type { MailAttachment } from './mail.ts';

export type MailState = 'waiting' | 'kept' | 'sent' | 'failed';

export type StoredMail = {
  id: string;
  createdAt: Date;
  kind: string;
  to: string;
  locale: TravellerLanguage;
  subject: string;
  state: MailState;
  attempts: number;
  lastError: string | null;
  text: string;
  html: string;
  /** The names of what is attached, in order. */
  filenames: string[];
};

const stateColumn = sql`
  case
    when m.sent_at is not null then 'sent'
    when m.kept_at is not null then 'kept'
    when m.failed_at is not null then 'failed'
    else 'waiting'
  end as state`;

const mailColumns = sql`
  m.id, m.created_at as "createdAt", m.kind, m.recipient as "to", m.locale, m.subject,
  ${stateColumn},
  m.attempts, m.last_error as "lastError", m.text, m.html,
  array(
    select a.filename
    from mail_attachments a
    where a.mail_id = m.id
    order by a.number
  ) as filenames`;

/** Returns the mails, newest first: of one recipient in any letter case, or all of them. */
export function selectMails(
  db: Queryable,
  { to, limit, offset }: { to: string | null; limit: number; offset: number },
): Promise<StoredMail[]> {
  return db.rows<StoredMail>(sql`
    select ${mailColumns}
    from mails m
    where m.erased_at is null
      and (${to}::text is null or lower(m.recipient) = lower(${to}))
    order by m.id desc
    limit ${limit}
    offset ${offset}`);
}

/** Returns the mails to a person for a company, newest first. Their texts have working links. */
export function selectMailsOf(
  db: Queryable,
  { organizationId, to }: { organizationId: string; to: string },
): Promise<Pick<StoredMail, 'id' | 'createdAt' | 'kind' | 'subject' | 'state'>[]> {
  return db.rows(sql`
    select m.id, m.created_at as "createdAt", m.kind, m.subject, ${stateColumn}
    from mails m
    where m.organization_id = ${organizationId}
      and lower(m.recipient) = lower(${to})
    order by m.id desc`);
}

export async function countMails(db: Queryable, to: string | null): Promise<number> {
  const row = await db.row<{ count: bigint }>(sql`
    select count(*)
    from mails
    where erased_at is null
      and (${to}::text is null or lower(recipient) = lower(${to}))`);
  return Number(row?.count ?? 0);
}

export function selectMail(db: Queryable, id: string): Promise<StoredMail | undefined> {
  return db.row<StoredMail>(sql`
    select ${mailColumns}
    from mails m
    where m.id = ${id}
      and m.erased_at is null`);
}

export function selectAttachment(
  db: Queryable,
  { mailId, number }: { mailId: string; number: number },
): Promise<MailAttachment | undefined> {
  return db.row<MailAttachment>(sql`
    select filename, content_type as "contentType", content
    from mail_attachments
    where mail_id = ${mailId}
      and number = ${number}`);
}
