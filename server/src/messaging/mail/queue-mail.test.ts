import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { draftOf } from '../../../test/support/mails.ts';
import { createOrganization } from '../../commerce/onboarding/index.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { type MailDraft, queueMail } from './index.ts';

const test = await forThisFile(createTestDatabase());

const content = { subject: 'Welcome', paragraphs: ['You have been invited.'] };

const queue = (draft: MailDraft) => test.db.transaction((tx) => queueMail(tx, draft));

const mailsOf = (kind: string) =>
  test.db.rows<Record<string, unknown>>(sql`
    select recipient, subject, text, last_error as "lastError", failed_at as "failedAt",
      next_attempt_at as "nextAttemptAt", organization_id as "organizationId"
    from mails
    where kind = ${kind}
    order by id`);

async function countJobs(): Promise<number> {
  const row = await test.db.row<{ count: bigint }>(sql`
    select count(*) from graphile_worker.jobs where task_identifier = 'send-mail'`);
  return Number(row?.count);
}

describe('a queued mail', () => {
  it('waits with its job for the commit of what it tells about', async () => {
    const before = await countJobs();
    const failed = test.db.transaction(async (tx) => {
      await queueMail(tx, draftOf({ kind: 'undone' }));
      throw new Error('no sale');
    });
    await expect(failed).rejects.toThrow('no sale');
    expect(await mailsOf('undone')).toEqual([]);
    expect(await countJobs()).toBe(before);
    await queue(draftOf({ kind: 'done' }));
    expect(await mailsOf('done')).toMatchObject([{ subject: 'Welcome', failedAt: null }]);
    expect(await countJobs()).toBe(before + 1);
  });

  it('belongs to its company', async () => {
    const { organizationId } = await test.db.transaction((tx) =>
      createOrganization(tx, { name: 'Acme', email: 'a@acme.test', now: new Date() }),
    );
    await queue(draftOf({ kind: 'owned', organizationId }));
    expect(await mailsOf('owned')).toMatchObject([{ organizationId }]);
  });

  it('of one kind and key is queued once, also by fifty at once', async () => {
    const before = await countJobs();
    const draft = draftOf({ kind: 'once', onceKey: 'order-1' });
    await Promise.all(Array.from({ length: 50 }, () => queue(draft)));
    expect(await mailsOf('once')).toHaveLength(1);
    expect(await countJobs()).toBe(before + 1);
    await queue({ ...draft, onceKey: 'order-2' });
    await queue({ ...draft, kind: 'once-more' });
    expect(await mailsOf('once')).toHaveLength(2);
    expect(await mailsOf('once-more')).toHaveLength(1);
  });

  it('of one kind and key is queued when the first one was rolled back', async () => {
    const draft = draftOf({ kind: 'second', onceKey: 'order-1' });
    const failed = test.db.transaction(async (tx) => {
      await queueMail(tx, draft);
      throw new Error('no sale');
    });
    await expect(failed).rejects.toThrow('no sale');
    await queue(draft);
    expect(await mailsOf('second')).toHaveLength(1);
  });

  it('without a key is queued as often as it is asked for', async () => {
    const draft = draftOf({ kind: 'often' });
    await Promise.all([queue(draft), queue(draft)]);
    expect(await mailsOf('often')).toHaveLength(2);
  });
});

describe('a mail that cannot be sent', () => {
  it.each([
    '',
    'nobody',
    'a@shop.test\r\nBcc: all@shop.test',
    'a@shop.test, b@shop.test',
    'Ada <a@shop.test>',
    'a\0@shop.test',
    `${'a'.repeat(400)}@shop.test`,
  ])('to %j is kept as failed, with the reason, and rolls nothing back', async (to) => {
    const before = await countJobs();
    const kind = `bad-${newId()}`;
    await queue(draftOf({ kind, to }));
    expect(await mailsOf(kind)).toMatchObject([
      {
        lastError: 'This is not an email address.',
        failedAt: expect.any(Date),
        nextAttemptAt: null,
      },
    ]);
    expect(await countJobs()).toBe(before);
  });
});

describe('hostile words', () => {
  it('stay on the one line of a subject', async () => {
    const subject = 'Hello\r\nBcc: all@shop.test\u2028\0 you\ud800';
    await queue(draftOf({ kind: 'hostile', content: { ...content, subject } }));
    expect(await mailsOf('hostile')).toMatchObject([
      { subject: 'Hello Bcc: all@shop.test you\ufffd' },
    ]);
  });

  it('of any length and kind are taken', async () => {
    const long = '🧳\0\u0007\ud800'.repeat(10_000);
    const words = { subject: long, paragraphs: [long], rows: [[long, long]] as const };
    await queue(draftOf({ kind: 'long', content: words }));
    const [mail] = await mailsOf('long');
    expect([...String(mail?.subject)].length).toBeLessThanOrEqual(255);
    expect(mail?.text).toContain('🧳 ');
  });
});
