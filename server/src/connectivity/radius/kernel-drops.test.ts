import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { addDroppedPackets, readDroppedPackets } from './dropped-packet-store.ts';
import { followDrops } from './follow-drops.ts';
import { findDrops, parseSockets } from './kernel-drops.ts';
import { pruneRadiusSessions } from './prune-sessions.ts';

const SENT = 3_000;

it('reads sockets of either family, and leaves out lines of another form', () => {
  const rest = '07 00000000:00000000 00:00000000 00000000     0        0';
  const four = ` 1117: 0100007F:0715 00000000:0000 ${rest} 2194104 2 00000000abed7f5f 2994    `;
  const [loopback, none] = [`${'0'.repeat(24)}01000000`, '0'.repeat(32)];
  const six = ` 1406: ${loopback}:0716 ${none}:0000 ${rest} 2194106 2 00000000fc3f036c 0       `;
  const head = '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid';
  expect(parseSockets([head, four, six, '  7: without more', ''].join('\n'))).toEqual([
    { port: 1813, inode: '2194104', drops: 2_994 },
    { port: 1814, inode: '2194106', drops: 0 },
  ]);
  expect(parseSockets('')).toEqual([]);
});

it.runIf(existsSync('/proc/net/udp')).each(['127.0.0.1', '::1'])(
  'counts every datagram that does not fit into the buffer of a socket on %s',
  async (address) => {
    const type = address === '::1' ? 'udp6' : 'udp4';
    const [socket, sender] = [createSocket({ type, recvBufferSize: 4_096 }), createSocket(type)];
    socket.bind(0, address);
    await once(socket, 'listening');
    const { port } = socket.address();
    const readDrops = await findDrops(port);
    expect(await readDrops()).toBe(0);

    let received = 0;
    socket.on('message', () => {
      received += 1;
    });
    for (let count = 0; count < SENT; count += 1) sender.send(Buffer.alloc(500), port, address);
    await vi.waitFor(async () => expect(received + ((await readDrops()) ?? 0)).toBe(SENT), {
      timeout: 10_000,
    });
    expect(await readDrops()).toBeGreaterThan(0);
    socket.close();
    sender.close();
  },
);

it('knows nothing of a port on which this process does not listen', async () => {
  const readDrops = await findDrops(0);
  expect(await readDrops()).toBeUndefined();
});

it('keeps what was dropped since the last look once, by hour, also after a failure', async () => {
  const { db } = await forThisFile(createTestDatabase());
  const counted: number[] = [];
  const now = { dropped: 0 as number | undefined, isDown: false };
  const run: typeof db.run = (statement) => {
    if (now.isDown) throw new Error('The database is away.');
    return db.run(statement);
  };
  const parts = {
    db: { ...db, run },
    log: { warn: () => undefined },
    countDropped: (packets: number) => counted.push(packets),
  };
  const readDrops = async () => now.dropped;
  const keepDrops = followDrops(parts, { readDrops, address: '127.0.0.1:1813' });
  const kept = async () => {
    const found = await readDroppedPackets(db, { since: new Date(0), limit: 10 });
    return found.reduce((sum, { packets }) => sum + packets, 0);
  };

  await keepDrops();
  expect([await kept(), counted]).toEqual([0, []]);
  now.dropped = 40;
  await keepDrops();
  await keepDrops();
  expect([await kept(), counted]).toEqual([40, [40]]);
  Object.assign(now, { dropped: 45, isDown: true });
  await expect(keepDrops()).rejects.toThrow('away');
  Object.assign(now, { dropped: undefined, isDown: false });
  await keepDrops();
  now.dropped = 47;
  await keepDrops();
  expect([await kept(), counted]).toEqual([47, [40, 7]]);
  const [{ receiver } = { receiver: '' }] = await readDroppedPackets(db, {
    ...{ since: new Date(Date.now() - 7_200_000), limit: 10 },
  });
  expect(receiver).toMatch(/ 127\.0\.0\.1:1813$/);

  const later = new Date(Date.now() + 32 * 86_400_000);
  await addDroppedPackets(db, { receiver: 'other', packets: 1 });
  await pruneRadiusSessions(db, later);
  expect(await kept()).toBe(0);
});
