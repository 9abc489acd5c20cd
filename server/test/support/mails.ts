import { onTestFinished } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import {
  createMailTask,
  createPost,
  type MailDraft,
  queueMail,
} from '../../src/messaging/mail/index.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { startMailServer } from './mail-server.ts';

const FROM = 'Gigastore <store@shop.test>';

/** A draft to an address that no other test writes to. */
export const draftOf = (more: Partial<MailDraft> = {}): MailDraft => ({
  kind: 'invitation',
  to: `${newId()}@shop.test`,
  locale: 'en',
  content: { subject: 'Welcome', paragraphs: ['You have been invited.'] },
  organizationId: null,
  ...more,
});

export async function queue(db: Database, more: Partial<MailDraft> = {}): Promise<string> {
  const draft = draftOf(more);
  await db.transaction((tx) => queueMail(tx, draft));
  return draft.to;
}

/** Opens a mail server for one test. Returns it with a function that sends all due mails to it. */
export async function openPost(db: Database, credentials = '') {
  const server = await startMailServer();
  onTestFinished(() => server.close());
  const url = `smtp://${credentials}127.0.0.1:${server.port}`;
  return { server, send: senderOf(db, url) };
}

/** The one address that counts as proved where `senderOf` sends. */
export const PROVED = 'proved@shop.test';

/**
 * Returns a function that sends all due mails as a worker does; without an address it keeps them.
 */
export function senderOf(db: Database, url?: string) {
  const post = url === undefined ? undefined : createPost({ url, from: FROM });
  const isProvedAddress = async ({ address }: { address: string }) => address === PROVED;
  const task = createMailTask({ db, log: createLog('silent'), post, isProvedAddress });
  return () => task({}, new AbortController().signal);
}

export type Row = {
  id: string;
  attempts: number;
  lastError: string | null;
  nextAttemptAt: Date | null;
  sentAt: Date | null;
  keptAt: Date | null;
  failedAt: Date | null;
};

/** The only mail to this recipient. */
export async function mailTo(db: Database, to: string): Promise<Row> {
  const row = await db.row<Row>(sql`
    select id, attempts, last_error as "lastError", next_attempt_at as "nextAttemptAt",
      sent_at as "sentAt", kept_at as "keptAt", failed_at as "failedAt"
    from mails
    where recipient = ${to}`);
  if (!row) throw new Error(`there is no mail to ${to}`);
  return row;
}

/** As if the time of its next attempt, or of its lease, had come. */
export async function makeDue(db: Database, to: string): Promise<void> {
  await db.run(sql`
    update mails
    set next_attempt_at = now()
    where recipient = ${to}
      and next_attempt_at is not null`);
}
