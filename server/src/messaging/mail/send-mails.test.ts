import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { filesOf, headerOf } from '../../../test/support/mail-server.ts';
import { mailTo, makeDue, openPost, PROVED, queue, senderOf } from '../../../test/support/mails.ts';
import { createOrganization } from '../../commerce/onboarding/index.ts';
import { sql } from '../../platform/db/database.ts';
import { startWorker } from '../../platform/jobs/index.ts';
import { createLog } from '../../platform/log/log.ts';
import { createMailTask, createPost, SEND_MAIL_TASK } from './index.ts';
import { MAX_ATTEMPTS, RETRY_DELAYS_MS } from './retry.ts';

const { db, url } = await forThisFile(createTestDatabase());

describe('a mail', () => {
  it('arrives with its words as text and as HTML, and says that a machine wrote it', async () => {
    const { server, send } = await openPost(db);
    const to = await queue(db, { locale: 'de' });
    await send();
    const [{ message = '', ...envelope } = {}] = server.received;
    expect(envelope).toEqual({ from: 'store@shop.test', to: [to] });
    expect(headerOf(message, 'From')).toBe('Gigastore <store@shop.test>');
    expect(headerOf(message, 'To')).toBe(to);
    expect(headerOf(message, 'Subject')).toBe('Welcome');
    expect(headerOf(message, 'Auto-Submitted')).toBe('auto-generated');
    expect(headerOf(message, 'Content-Type')).toMatch(/^multipart\/alternative/);
    expect(message).toMatch(/Content-Type: text\/plain; charset=utf-8[\s\S]*Guten Tag,/);
    expect(message).toMatch(/Content-Type: text\/html; charset=utf-8[\s\S]*Gr=C3=BC=C3=9Fen/);
    const { id, sentAt, ...row } = await mailTo(db, to);
    expect(headerOf(message, 'Message-ID')).toBe(`<${id}@shop.test>`);
    expect(sentAt).toBeInstanceOf(Date);
    expect(row).toMatchObject({ attempts: 1, lastError: null, nextAttemptAt: null });
  });

  it('says where a mail program unsubscribes with one click, if it can', async () => {
    const { server, send } = await openPost(db);
    await queue(db, { unsubscribeUrl: 'https://shop.test/mails/abc', locale: 'fr' });
    await send();
    const { message = '' } = server.received[0] ?? {};
    expect(headerOf(message, 'List-Unsubscribe')).toBe('<https://shop.test/mails/abc>');
    expect(headerOf(message, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    await queue(db);
    await send();
    expect(headerOf(server.received[1]?.message ?? '', 'List-Unsubscribe')).toBeUndefined();
  });

  it('carries its attachments to the byte', async () => {
    const { server, send } = await openPost(db);
    const content = randomBytes(70_000);
    const pdf = { filename: 'invoice 17.pdf', contentType: 'application/pdf', content };
    const odd = { filename: '../a\r\nb', contentType: 'x\r\nBcc: all@shop.test', content };
    await queue(db, { attachments: [pdf, odd] });
    await send();
    const [first, second, ...others] = filesOf(server.received[0]?.message ?? '');
    expect(first?.head).toMatch(/Content-Type: application\/pdf.*filename="invoice 17.pdf"/s);
    expect(second?.head).toMatch(/application\/octet-stream.*filename="?..-a b"?/s);
    for (const file of [first, second]) expect(file?.content.equals(content)).toBe(true);
    expect(others).toEqual([]);
    expect(server.received[0]?.message).not.toMatch(/^Bcc:/im);
  });

  it('has no headers and readers but its own, whatever its subject says', async () => {
    const { server, send } = await openPost(db);
    const subject = 'Hello\r\nBcc: all@shop.test\r\n\r\nand more';
    const to = await queue(db, { content: { subject, paragraphs: ['.', '..\r\n.\r\nQUIT'] } });
    await send();
    const [{ message = '', to: readers } = {}] = server.received;
    expect(readers).toEqual([to]);
    expect(headerOf(message, 'Subject')).toBe('Hello Bcc: all@shop.test and more');
    expect(headerOf(message, 'Bcc')).toBeUndefined();
    expect(server.received).toHaveLength(1);
  });

  it('leaves by its job once its transaction has committed', async () => {
    const { server } = await openPost(db);
    const log = createLog('silent');
    const post = createPost({ url: server.url, from: 'store@shop.test' });
    const tasks = {
      [SEND_MAIL_TASK]: createMailTask({ db, log, post, isProvedAddress: async () => true }),
    };
    const worker = startWorker({ url, db, tasks, schedule: [], log });
    onTestFinished(() => worker.stop());
    await queue(db);
    await server.arrived(1);
    await worker.stop();
    expect(server.received).toHaveLength(1);
  });

  it('of a sandbox leaves only for an address that a member has proved', async () => {
    const { server, send } = await openPost(db);
    const { organizationId } = await db.transaction((tx) =>
      createOrganization(tx, { name: 'Trips', email: 'o@shop.test', now: new Date() }),
    );
    const strange = await queue(db, { isOfSandbox: true, organizationId });
    await send();
    expect(server.received).toEqual([]);
    expect(await mailTo(db, strange)).toMatchObject({ keptAt: expect.any(Date), sentAt: null });
    await queue(db, { isOfSandbox: true, organizationId, to: PROVED });
    await queue(db, { organizationId });
    await send();
    expect(server.received).toHaveLength(2);
  });

  it('is kept where there is no mail server', async () => {
    const to = await queue(db);
    await senderOf(db)();
    expect(await mailTo(db, to)).toMatchObject({
      keptAt: expect.any(Date),
      sentAt: null,
      failedAt: null,
      nextAttemptAt: null,
    });
  });
});

describe('an attempt that may succeed later', () => {
  it('is made again when its time has come, as the same mail', async () => {
    const { server, send } = await openPost(db);
    server.answerWith((command) => (command === 'MESSAGE' ? '451 try later' : undefined));
    const to = await queue(db);
    const before = Date.now();
    await send();
    const waiting = await mailTo(db, to);
    expect(waiting).toMatchObject({ attempts: 1, sentAt: null, failedAt: null });
    expect(waiting.lastError).toContain('451 try later');
    expect(waiting.nextAttemptAt?.getTime()).toBeGreaterThan(before + 55_000);

    server.answerWith(() => undefined);
    await send();
    expect(server.received).toEqual([]);
    await makeDue(db, to);
    await send();
    const sent = await mailTo(db, to);
    expect(sent).toMatchObject({ attempts: 2, lastError: null, sentAt: expect.any(Date) });
    const [{ message = '' } = {}] = server.received;
    expect(headerOf(message, 'Message-ID')).toContain(sent.id);
  });

  it.each([
    ['421 busy', 'EHLO', ''],
    ['450 greylisted', 'RCPT', ''],
    ['535 wrong password', 'AUTH', 'store:hunter2@'],
  ])('ends with %s to %s', async (reply, command, credentials) => {
    const { server, send } = await openPost(db, credentials);
    server.answerWith((given) => (given === command || given === 'HELO' ? reply : undefined));
    const to = await queue(db);
    await send();
    const row = await mailTo(db, to);
    expect(row).toMatchObject({ failedAt: null, sentAt: null, nextAttemptAt: expect.any(Date) });
    expect(row.lastError).toContain(reply);
    expect(row.lastError).not.toContain('hunter2');
    await db.run(sql`update mails set failed_at = now(), next_attempt_at = null
      where recipient = ${to}`);
  });

  it('is made with growing delays, and given up after the last one', async () => {
    const { server } = await openPost(db);
    await server.close();
    const send = senderOf(db, server.url);
    const to = await queue(db);
    for (const delayMs of RETRY_DELAYS_MS) {
      await makeDue(db, to);
      const before = Date.now();
      await send();
      const { nextAttemptAt, lastError } = await mailTo(db, to);
      const waitMs = (nextAttemptAt?.getTime() ?? 0) - before;
      expect(Math.abs(waitMs - delayMs)).toBeLessThan(20_000);
      expect(lastError).toContain('ECONNREFUSED');
    }
    await makeDue(db, to);
    await send();
    expect(await mailTo(db, to)).toMatchObject({
      attempts: MAX_ATTEMPTS,
      nextAttemptAt: null,
      failedAt: expect.any(Date),
    });
  });
});

describe('a mail that is refused', () => {
  it.each([
    ['550 no such user', 'RCPT'],
    ['554 not wanted', 'MESSAGE'],
    ['553 not from you', 'MAIL'],
  ])('by %s to %s has failed at once, and the reason is kept', async (reply, command) => {
    const { server, send } = await openPost(db);
    server.answerWith((given) => (given === command ? reply : undefined));
    const readers = [await queue(db), await queue(db)];
    await send();
    for (const to of readers) {
      const row = await mailTo(db, to);
      expect(row).toMatchObject({ attempts: 1, failedAt: expect.any(Date), nextAttemptAt: null });
      expect(row.lastError).toContain(reply);
    }
    const tried = server.commands.length;
    await send();
    expect(server.commands).toHaveLength(tried);
  });

  it('holds up none of the others', async () => {
    const { server, send } = await openPost(db);
    let isFirst = true;
    server.answerWith((command) => {
      if (command !== 'RCPT' || !isFirst) return undefined;
      isFirst = false;
      return '550 no such user';
    });
    for (const _ of [1, 2, 3]) await queue(db);
    await send();
    expect(server.received).toHaveLength(2);
  });
});
