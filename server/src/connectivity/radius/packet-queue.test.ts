import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { moment } from '../../../test/support/moment.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type Database, sql } from '../../platform/db/database.ts';
import type { ReceivedNotice } from './keep-notices.ts';
import { createPacketQueue } from './packet-queue.ts';

const { db } = await forThisFile(createTestDatabase());

const received = (sessionId: string): ReceivedNotice => ({
  notice: {
    status: 'start',
    nas: 'pgw-1',
    sessionId,
    subscriber: null,
    inputBytes: 0n,
    outputBytes: 0n,
    place: { mcc: '232', mnc: '01' },
    at: new Date('2026-04-30T10:00:00Z'),
    isTimed: true,
    identity: () => Buffer.alloc(0),
  },
  client: { id: newId(), carrier: 'alps', country: null },
  address: '127.0.0.1',
  receivedAt: new Date('2026-04-30T10:00:01Z'),
});

const quiet = { warn: () => undefined };

/** A queue with the outcomes that it counts. */
function openQueue(of: { db: Database }) {
  const outcomes: string[] = [];
  const countPacket = (outcome: string) => outcomes.push(outcome);
  const queue = createPacketQueue({ ...of, log: quiet, countPacket, observeBatch: () => {} });
  const answers: string[] = [];
  const push = (name: string, more: Partial<ReceivedNotice['notice']> = {}) => {
    const one = received(name);
    const notice = { ...one.notice, ...more };
    return queue.push({
      ...{ name, received: { ...one, notice } },
      answer: () => answers.push(name),
    });
  };
  return { ...queue, push, outcomes, answers };
}

it('a packet that the database refuses takes no other with it, and gets no answer', async () => {
  const { push, drained, outcomes, answers } = openQueue({ db });
  const names = ['a', 'b', 'refused', 'c', 'd'];
  // A counter beyond what a column holds: the notice of a NAS never has it.
  for (const name of names) push(name, name === 'refused' ? { inputBytes: 2n ** 63n } : {});
  await drained();
  expect(answers.sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(outcomes.sort()).toEqual(['answered', 'answered', 'answered', 'answered', 'failed']);
});

it('packets that the database does not take get no answer, and are taken when sent again', async () => {
  const down = { isDown: true };
  const transaction: Database['transaction'] = (work) => {
    if (down.isDown) throw new Refusal('service_unavailable', 'The database is away.');
    return db.transaction(work);
  };
  const { push, drained, outcomes, answers } = openQueue({ db: { ...db, transaction } });
  push('away-1');
  push('away-2');
  await drained();
  expect([answers, outcomes]).toEqual([[], ['failed', 'failed']]);
  down.isDown = false;
  expect(push('away-1')).toBeUndefined();
  await drained();
  expect([answers, outcomes.at(-1)]).toEqual([['away-1'], 'answered']);
});

it('packets beyond 20,000 that wait are left unanswered, for the NAS to send again', async () => {
  const { push, drained, answers } = openQueue({ db });
  const pushed = Array.from({ length: 20_001 }, (_, count) => push(`many-${count}`));
  expect(pushed.slice(0, -1).filter((one) => one !== undefined)).toEqual([]);
  expect(pushed.at(-1)).toBe('overloaded');
  await drained();
  expect(answers).toHaveLength(20_000);
});

it('a packet that is sent again while it waits is kept and answered once', async () => {
  const log = { warn: () => undefined };
  const parts = { db, log, countPacket: () => undefined, observeBatch: () => undefined };
  const queue = createPacketQueue(parts);
  const answers: string[] = [];
  const push = (name: string) =>
    queue.push({ name, received: received(name), answer: () => answers.push(name) });
  const [locked, pushed] = [moment(), moment()];
  const lock = db.transaction(async (tx) => {
    await tx.run(sql`lock table radius_sessions in exclusive mode`);
    locked.happen();
    await pushed.happened;
  });
  await locked.happened;
  expect([push('one'), push('one'), push('other')]).toEqual([undefined, 'repeated', undefined]);
  // In flight it still waits.
  await new Promise(setImmediate);
  expect(push('one')).toBe('repeated');
  pushed.happen();
  await lock;
  await queue.drained();
  expect(answers).toEqual(['one', 'other']);
  // Its answer may have been lost: then it is answered again.
  expect(push('one')).toBe(undefined);
  await queue.drained();
  expect(answers).toEqual(['one', 'other', 'one']);
});
