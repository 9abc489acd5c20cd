import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { headerOf } from '../../../test/support/mail-server.ts';
import { mailTo, makeDue, openPost, queue, senderOf } from '../../../test/support/mails.ts';
import { moment } from '../../../test/support/moment.ts';
import { type Database, sql } from '../../platform/db/database.ts';
import { MAX_ATTEMPTS } from './retry.ts';

const { db } = await forThisFile(createTestDatabase());

/** A mail server that does not answer to a message before it may. */
async function openSlowPost() {
  const [begun, may] = [moment(), moment()];
  const post = await openPost(db);
  post.server.answerWith(async (command) => {
    if (command !== 'MESSAGE') return undefined;
    begun.happen();
    await may.happened;
    return undefined;
  });
  return { ...post, begun: begun.happened, go: may.happen };
}

/** The database of a process that dies before it writes down that a mail was sent. */
function dyingAtMark(): Database {
  const die = async (statement: ReturnType<typeof sql>) => {
    if (statement.text.includes('sent_at = now()')) throw new Error('the process died');
    return db.run(statement);
  };
  return { ...db, run: die };
}

describe('a sender that dies', () => {
  it('after sending and before writing it down leaves a mail that comes twice as one', async () => {
    const { server, send } = await openPost(db);
    const to = await queue(db);
    await expect(senderOf(dyingAtMark(), server.url)()).rejects.toThrow('the process died');
    expect(server.received).toHaveLength(1);

    await send();
    expect(server.received).toHaveLength(1);
    await makeDue(db, to);
    await send();
    const ids = server.received.map(({ message }) => headerOf(message, 'Message-ID'));
    const dates = server.received.map(({ message }) => headerOf(message, 'Date'));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(dates).size).toBe(1);
    expect(await mailTo(db, to)).toMatchObject({ attempts: 2, sentAt: expect.any(Date) });
  });

  it('again and again over one mail is not given it for ever', async () => {
    const { server, send } = await openPost(db);
    const to = await queue(db);
    await db.run(sql`update mails set attempts = ${MAX_ATTEMPTS} where recipient = ${to}`);
    await send();
    expect(server.commands).toEqual([]);
    expect(await mailTo(db, to)).toMatchObject({
      failedAt: expect.any(Date),
      lastError: 'Each attempt broke off.',
    });
  });
});

describe('senders side by side', () => {
  it('send each mail once', async () => {
    const { server, send } = await openPost(db);
    for (let count = 0; count < 20; count += 1) await queue(db);
    const workers = [send, senderOf(db, server.url), senderOf(db, server.url)];
    await Promise.all([...workers, ...workers].map((work) => work()));
    expect(server.received).toHaveLength(20);
    expect(new Set(server.received.map(({ to }) => to[0])).size).toBe(20);
  });

  it('lock nothing while they wait for the mail server', async () => {
    const { server, send, begun, go } = await openSlowPost();
    const to = await queue(db);
    const sending = send();
    await begun;
    const locked = await db.transaction((tx) =>
      tx.row(sql`select id from mails where recipient = ${to} for update nowait`),
    );
    expect(locked).toBeDefined();
    go();
    await sending;
    expect(server.received).toHaveLength(1);
  });

  it('leave room for other jobs when the mail server hangs, and forget no mail', async () => {
    const { server, send, begun, go } = await openSlowPost();
    for (const _ of [1, 2, 3, 4]) await queue(db);
    const sending = [send(), send()];
    await begun;
    await send();
    expect(server.received).toEqual([]);
    const to = await queue(db);
    await send();
    go();
    await Promise.all(sending);
    expect(server.received).toHaveLength(5);
    expect(await mailTo(db, to)).toMatchObject({ sentAt: expect.any(Date) });
  });

  it('do not undo what another has written down since', async () => {
    const { server, send, begun, go } = await openSlowPost();
    const to = await queue(db);
    const slow = send();
    await begun;
    await makeDue(db, to);
    const other = await openPost(db);
    await other.send();
    expect(other.server.received).toHaveLength(1);
    const { sentAt } = await mailTo(db, to);
    server.answerWith(() => '451 later');
    go();
    await slow;
    expect(await mailTo(db, to)).toMatchObject({ sentAt, nextAttemptAt: null, attempts: 2 });
  });
});
