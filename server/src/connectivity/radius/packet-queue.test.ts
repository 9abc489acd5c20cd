import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { moment } from '../../../test/support/moment.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
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
