import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { plansOf } from '../../../test/support/index-plan.ts';
import { mailTo, openPost, queue, senderOf } from '../../../test/support/mails.ts';
import { sql } from '../../platform/db/database.ts';
import { eraseOldMails } from './index.ts';
import { eraseOldLinks } from './store.ts';

const test = await forThisFile(createTestDatabase());

const file = { filename: 'a.txt', contentType: 'text/plain', content: Buffer.from('a') };

async function age(to: string, days: number): Promise<string> {
  await test.db.run(sql`
    update mails
    set created_at = now() - make_interval(days => ${days})
    where recipient = ${to}`);
  return (await mailTo(test.db, to)).id;
}

it('erases address and text of a mail after 90 days, and keeps that it was sent', async () => {
  const old = await queue(test.db, { kind: 'old', onceKey: 'one', attachments: [file] });
  await senderOf(test.db)();
  const [unsent, young] = [await queue(test.db), await queue(test.db, { attachments: [file] })];
  const ids = [await age(old, 91), await age(unsent, 100)];
  await age(young, 89);
  expect(await eraseOldMails(test.db)).toBe(2);

  const rows = await test.db.rows(sql`
    select recipient, subject, text, html, last_error, next_attempt_at, erased_at,
      (select count(*) from mail_attachments where mail_id = mails.id) as files
    from mails
    where id = any(${ids}::uuid[])`);
  expect(rows).toHaveLength(2);
  for (const { erased_at, files, ...words } of rows) {
    expect(erased_at).toBeInstanceOf(Date);
    expect(files).toBe(0n);
    expect(Object.values(words)).toEqual([null, null, null, null, null, null]);
  }
  const files = await test.db.row(sql`select count(*) from mail_attachments`);
  expect(files).toEqual({ count: 1n });
  expect(await mailTo(test.db, young)).toMatchObject({ nextAttemptAt: expect.any(Date) });
  expect(await eraseOldMails(test.db)).toBe(0);
});

it('erases the secrets of links once a mail was sent or no link works any longer', async () => {
  const link = 'https://shop.test/auth/reset?token=aZ9_-secret&from=mail';
  const content = { subject: 'Link', paragraphs: [link] };
  const wordsOf = (to: string) =>
    test.db.row<{ text: string; html: string }>(sql`
      select text, html
      from mails
      where recipient = ${to}`);
  const failed = await queue(test.db, { content });
  await test.db.run(sql`
    update mails
    set failed_at = now(), next_attempt_at = null, created_at = now() - interval '9 days'
    where recipient = ${failed}`);
  const waiting = await queue(test.db, { content });
  expect((await wordsOf(failed))?.text).toContain('token=aZ9_-secret');
  await eraseOldMails(test.db);
  expect((await wordsOf(failed))?.text).toContain('/auth/reset?token=removed&from=mail');
  expect((await wordsOf(waiting))?.text).toContain('token=aZ9_-secret');

  const { server, send } = await openPost(test.db);
  await send();
  expect(server.received.at(-1)?.message).toContain('secret');
  expect(JSON.stringify(await wordsOf(waiting))).not.toContain('secret');
});

it('finds the mails with links without a look into the others', async () => {
  const [plan] = await test.db.transaction(async (tx) => {
    await tx.run(sql`set local enable_seqscan = off`);
    return plansOf(tx, (explaining) => eraseOldLinks(explaining, { days: 8 }));
  });
  expect(plan).toMatch(/Scan (using|on) mails_with_links/);
});

it('still queues a mail with a key only once', async () => {
  const count = () => test.db.row(sql`select count(*) from mails where kind = 'old'`);
  const before = await count();
  await queue(test.db, { kind: 'old', onceKey: 'one' });
  expect(await count()).toEqual(before);
});
