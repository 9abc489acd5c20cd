import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';
import { withoutTokens } from './store.ts';

/** A mail that is this sender's for the time of the lease. */
export type LeasedMail = {
  id: string;
  organizationId: string | null;
  kind: string;
  locale: TravellerLanguage;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  isOfSandbox: boolean;
  senderName: string | null;
  replyTo: string | null;
  unsubscribeUrl: string | null;
  createdAt: Date;
  /** With the one that begins. */
  attempts: number;
};

/**
 * Returns the mail that has been due the longest; it is due again when the lease ends without a
 * word.
 */
export function leaseMail(db: Queryable, leaseMs: number): Promise<LeasedMail | undefined> {
  return db.row<LeasedMail>(sql`
    update mails m
    set
      attempts = m.attempts + 1,
      next_attempt_at = now() + ${leaseMs} * interval '1 millisecond'
    from (
      select id
      from mails
      where next_attempt_at <= now()
      order by next_attempt_at
      limit 1
      for update skip locked
    ) as due
    where m.id = due.id
    returning m.id, m.organization_id as "organizationId", m.kind,
      m.locale, m.recipient, m.subject, m.text, m.html,
      m.of_sandbox as "isOfSandbox", m.sender_name as "senderName",
      m.reply_to as "replyTo", m.unsubscribe_url as "unsubscribeUrl",
      m.created_at as "createdAt", m.attempts`);
}

/** Links into accounts are in the mail that was sent, and nowhere here in clear any longer. */
export async function updateSent(db: Queryable, id: string): Promise<void> {
  await db.run(sql`
    update mails
    set
      text = ${withoutTokens(sql`text`)},
      html = ${withoutTokens(sql`html`)},
      sent_at = now(),
      next_attempt_at = null,
      last_error = null
    where id = ${id}
      and next_attempt_at is not null`);
}

export async function updateKept(db: Queryable, id: string): Promise<void> {
  await db.run(sql`
    update mails
    set
      kept_at = now(),
      next_attempt_at = null
    where id = ${id}
      and next_attempt_at is not null`);
}

export type FailedAttempt = { id: string; attempts: number; reason: string };

/** Does nothing if another sender has taken over since. */
export async function updateDelayed(
  db: Queryable,
  { id, attempts, reason, delayMs }: FailedAttempt & { delayMs: number },
): Promise<void> {
  await db.run(sql`
    update mails
    set
      next_attempt_at = now() + ${delayMs} * interval '1 millisecond',
      last_error = ${reason}
    where id = ${id}
      and attempts = ${attempts}
      and next_attempt_at is not null`);
}

/** Does nothing if another sender has taken over since. */
export async function updateFailed(
  db: Queryable,
  { id, attempts, reason }: FailedAttempt,
): Promise<void> {
  await db.run(sql`
    update mails
    set
      failed_at = now(),
      next_attempt_at = null,
      last_error = ${reason}
    where id = ${id}
      and attempts = ${attempts}
      and next_attempt_at is not null`);
}
