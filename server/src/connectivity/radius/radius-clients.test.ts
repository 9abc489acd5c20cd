import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openNas, SECRET } from '../../../test/support/radius.ts';
import { createEncryption } from '../../kernel/encryption.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { addDroppedPackets } from './dropped-packet-store.ts';
import { addPacketCounts } from './packet-count-store.ts';
import { createPacketTally } from './packet-tally.ts';
import { startRadius } from './start-radius.ts';

const PATH = '/operator/radius-clients';
const OWN = 'a-secret-that-the-carrier-made';

const store = await forThisFile(openStore());
const operator = await personOf(store, '', 'operator');
const call = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
  headers = {},
) => operator.call(method, path, { ...(body && { body }), headers });

const draft = (over: object = {}) => ({
  name: `pgw-${newId()}`,
  carrier: 'alpine',
  networks: ['10.1.0.0/24'],
  ...over,
});
const create = async (over: object = {}, headers = {}) =>
  (await call('POST', PATH, draft(over), headers)).json();
async function listed(id: string) {
  const { items } = (await call('GET', PATH)).json();
  return items.find((one: { id: string }) => one.id === id);
}

describe('a RADIUS client', () => {
  it('has its secret shown once, and is listed without it', async () => {
    const { secret, ...client } = await create();
    expect(secret).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(client).toMatchObject({ disconnectPort: 3799, country: null, lastSeenAt: null });
    expect(await listed(client.id)).toEqual(client);
    const answer = await call('GET', PATH);
    expect(answer.body).not.toContain(secret);
  });

  it('keeps a secret of the carrier, which is never read out', async () => {
    const created = await create({ secret: OWN, disconnectPort: 0, country: 'at' });
    expect(created).toMatchObject({ secret: null, disconnectPort: null, country: 'AT' });
  });

  it('is created once, and its secret repeated until it ended, when a request is', async () => {
    const headers = { 'idempotency-key': newId() };
    const body = draft();
    const first = (await call('POST', PATH, body, headers)).json();
    const again = (await call('POST', PATH, body, headers)).json();
    expect(again).toEqual(first);
    await call('POST', `${PATH}/${first.id}/rotate-secret`, { overlapHours: 0 });
    const late = (await call('POST', PATH, body, headers)).json();
    expect(late).toMatchObject({ id: first.id, secret: null });
  });

  it('gets another secret, and the one before is accepted for a while', async () => {
    const { id, secret } = await create();
    const rotated = (await call('POST', `${PATH}/${id}/rotate-secret`, { overlapHours: 2 })).json();
    expect(rotated.secret).not.toBe(secret);
    const inMs = Date.parse(rotated.previousSecretUntil) - Date.now();
    expect(inMs / 3_600_000).toBeCloseTo(2, 1);
    expect((await listed(id)).previousSecretUntil).toBe(rotated.previousSecretUntil);
    const leaked = await call('POST', `${PATH}/${id}/rotate-secret`, {
      secret: OWN,
      overlapHours: 0,
    });
    expect(leaked.json()).toMatchObject({ secret: null, previousSecretUntil: null });
  });

  it('has its settings replaced, and keeps its secret, name and carrier', async () => {
    const { id, secret: _, ...client } = await create({ country: 'AT' });
    const given = { networks: ['10.2.0.7', '2001:db8::/32'], country: 'AT' };
    const changed = await call('PUT', `${PATH}/${id}`, given);
    const networks = ['10.2.0.7/32', '2001:db8::/32'];
    expect(changed.json()).toEqual({ id, ...client, networks });
    const cleared = await call('PUT', `${PATH}/${id}`, { networks, disconnectPort: 0 });
    expect(cleared.json()).toEqual({
      id,
      ...client,
      networks,
      disconnectPort: null,
      country: null,
    });
  });

  it('is ended once', async () => {
    const { id } = await create();
    expect((await call('DELETE', `${PATH}/${id}`)).statusCode).toBe(204);
    expect(await listed(id)).toBeUndefined();
    for (const [method, path, body] of [
      ['DELETE', `${PATH}/${id}`, undefined],
      ['PUT', `${PATH}/${id}`, { networks: ['10.1.0.0/24'] }],
      ['POST', `${PATH}/not-an-id/rotate-secret`, {}],
    ] as const) {
      const answer = await call(method, path, body);
      expect(answer.statusCode).toBe(404);
      expect(answer.json().code).toBe('radius_client_not_found');
    }
  });

  it.each([
    ['a name with a space', { name: 'pgw 1' }, '/name'],
    ['no network', { networks: [] }, '/networks'],
    ['all addresses', { networks: ['0.0.0.0/0'] }, '/networks'],
    ['a network that is none', { networks: ['10.1.0.0/33'] }, '/networks'],
    ['a short secret', { secret: 'too-short' }, '/secret'],
    ['a port that does not exist', { disconnectPort: 65_536 }, '/disconnectPort'],
    ['a country that does not exist', { country: 'ZZ' }, '/country'],
    ['a carrier in capitals', { carrier: 'Alpine' }, '/carrier'],
  ])('is refused with %s', async (_, over, path) => {
    const answer = await call('POST', PATH, draft(over));
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].path).toBe(path);
  });

  it('has a name of its own', async () => {
    const { name } = await create();
    const answer = await call('POST', PATH, draft({ name }));
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].path).toBe('/name');
  });

  it('shows what became of its packets, which are counted together now and then', async () => {
    const { id } = await create();
    const tally = createPacketTally();
    for (const outcome of ['answered', 'answered', 'wrong_secret'] as const) {
      tally.count(id, outcome);
    }
    tally.count(newId(), 'answered');
    const write = (counted: Parameters<typeof addPacketCounts>[1]) =>
      addPacketCounts(store.db, counted);
    await expect(tally.flush(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    tally.count(id, 'answered');
    await tally.flush(write);
    await tally.flush(write);
    tally.count(id, 'answered');
    await tally.flush(write);
    expect((await listed(id)).packets).toMatchObject({ answered: 4, wrongSecret: 1, failed: 0 });
  });

  it('is listed beside the hours of a week in which packets were dropped', async () => {
    for (const packets of [3, 4]) await addDroppedPackets(store.db, { receiver: 'edge', packets });
    await store.db.run(sql`
      insert into radius_dropped_packets (receiver, hour, packets)
      values ('edge', now() - interval '8 days', 9)`);
    const { dropped } = (await call('GET', PATH)).json();
    expect(dropped).toEqual([
      { receiver: 'edge', hour: expect.stringMatching(/:00:00\.000Z$/), packets: 7 },
    ]);
  });

  it('is answered under its secret, and both kinds of its packets are counted', async () => {
    const { id } = await create({ networks: ['127.0.0.9'], secret: SECRET });
    const radius = await startRadius({
      db: store.db,
      encryption: createEncryption([store.secretKey]),
      host: '127.0.0.1',
      port: 0,
      log: { warn: () => undefined },
      now: () => new Date(),
      countPacket: () => undefined,
      countDisconnect: () => undefined,
      observeBatch: () => undefined,
      countDropped: () => undefined,
    });
    const nas = await openNas(() => radius.port, '127.0.0.9');
    const start = { status: 'start', session: newId(), imsi: '001019999999999' } as const;
    // It arrives before the one that is answered.
    expect(await nas.send(start, { secret: 'another-secret-of-tests', waitMs: 1 })).toBe(false);
    await nas.deliver(start);
    await nas.close();
    await radius.stop();
    expect((await listed(id)).packets).toMatchObject({
      answered: expect.toSatisfy((count: number) => count >= 1),
      wrongSecret: 1,
    });
  });
});
