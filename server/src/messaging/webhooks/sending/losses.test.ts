import type { ChildProcess } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDatabaseProxy } from '../../../../test/support/database-proxy.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import type { Received } from '../../../../test/support/receiver.ts';
import { startTestProgram } from '../../../../test/support/test-program.ts';
import {
  bodiesOf,
  countryChanged,
  eventually,
  idsOf,
  openWebhooks,
} from '../../../../test/support/webhooks.ts';
import { connect } from '../../../platform/db/connect.ts';

const webhooks = await forThisFile(openWebhooks());

describe('order', () => {
  const PROFILES = ['89361123300836129514', '89361123300836129522', '89361123300836129530'];

  it('is kept for each profile, whatever the receiver takes, and whoever sends', async () => {
    let count = 0;
    const receiver = await webhooks.receive((response) => {
      count += 1;
      setTimeout(() => response.writeHead(count % 7 === 0 ? 500 : 200).end(), (count * 7) % 23);
    });
    const account = await webhooks.openAccount();
    await account.set('all', receiver.url);
    const events = Array.from({ length: 90 }, (_, index) => countryChanged(PROFILES[index % 3]));
    for (let start = 0; start < 90; start += 10) {
      await account.record(...events.slice(start, start + 10));
      // Every time another worker: the one before has just been stopped in the middle.
      const deliveries = webhooks.work();
      deliveries.nudge();
      await receiver.arrived(start + 2);
      await deliveries.stop();
    }
    webhooks.work();
    await receiver.arrived(90);
    expectOrder(receiver.received);
    expect(new Set(idsOf(receiver.received)).size).toBe(90);
  });

  it('is one delivery for each event, with many workers at once', async () => {
    const receiver = await webhooks.receive();
    const accounts = await Promise.all(Array.from({ length: 6 }, () => webhooks.openAccount()));
    for (const account of accounts) await account.set('country-change', receiver.url);
    const workers = [webhooks.work(), webhooks.work(), webhooks.work()];
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(
        accounts.map(({ record }) => record(...Array.from({ length: 5 }, () => countryChanged()))),
      );
      for (const { nudge } of workers) nudge();
    }
    await receiver.arrived(300);
    for (const account of accounts) {
      const done = await eventually(
        () => account.deliveries('?limit=200&status=delivered'),
        (items) => items.length >= 50,
      );
      expect(done).toHaveLength(50);
    }
    expect(new Set(idsOf(receiver.received)).size).toBe(300);
    expect(receiver.received).toHaveLength(300);
  });
});

describe('losses', () => {
  it('of the database are waited for, and nothing is lost', async () => {
    const proxy = await startDatabaseProxy(webhooks.url);
    const db = connect({ url: proxy.url, maxConnections: 4, applicationName: 'gigastore tests' });
    onTestFinished(async () => {
      await db.close();
      await proxy.close();
    });
    const { receiver, account } = await webhooks.listen(
      (response) => void proxy.close().then(() => response.end()),
    );
    webhooks.work({ db });
    await account.record(...Array.from({ length: 3 }, () => countryChanged()));
    await receiver.arrived(1);
    receiver.answerWith((response) => response.end());
    await account.record(countryChanged());
    await proxy.open();
    await eventually(
      () => account.deliveries('?status=delivered'),
      (items) => items.length === 4,
    );
    expect(new Set(idsOf(receiver.received)).size).toBe(4);
  });

  it('of the answer to a commit leave the deliveries to whoever comes next', async () => {
    const proxy = await startDatabaseProxy(webhooks.url);
    const db = connect({ url: proxy.url, maxConnections: 4, applicationName: 'gigastore tests' });
    onTestFinished(async () => {
      await db.close();
      await proxy.close();
    });
    const { receiver, account } = await webhooks.listen();
    await account.record(countryChanged());
    proxy.cutAfter('commit');
    webhooks.work({ db, leaseMs: 200 });
    await receiver.arrived(1);
    const done = await eventually(
      () => account.deliveries(),
      ([one]) => one?.status === 'delivered',
    );
    expect(done).toHaveLength(1);
    expect(receiver.received).toHaveLength(1);
  });
});

describe('a worker that is late', () => {
  it('repeats nothing as long as nobody has taken over', async () => {
    const { receiver, account } = await webhooks.listen((response) => {
      setTimeout(() => response.end(), 20);
    });
    const profiles = Array.from(
      { length: 20 },
      (_, index) => `893611233008361200${String(index).padStart(2, '0')}`,
    );
    const deliveries = webhooks.work({ leaseMs: 1 });
    for (let count = 0; count < 10; count += 1) {
      await account.record(...profiles.map((iccid) => countryChanged(iccid)));
      deliveries.nudge();
    }
    await eventually(
      () => account.deliveries('?limit=200&status=delivered'),
      (items) => items.length === 200,
    );
    expect(receiver.received).toHaveLength(200);
    expect(await account.deliveries('?status=pending')).toEqual([]);
  });
});

describe('a worker that is killed', () => {
  const EVENTS = 300;
  const LEASE_MS = 1_000;

  it('is followed by another: everything arrives, each under one id, in order', {
    timeout: 90_000,
  }, async () => {
    const receiver = await webhooks.receive((response) => {
      setTimeout(() => response.end(), 5);
    });
    const account = await webhooks.openAccount();
    await account.set('all', receiver.url);
    const events = Array.from({ length: EVENTS }, (_, index) =>
      countryChanged(`893611233008${String(index % 9).padStart(8, '0')}`),
    );
    await account.record(...events);
    for (const share of [0.2, 0.5]) {
      const worker = await startWorker();
      await receiver.arrived(EVENTS * share);
      await kill(worker);
    }
    const last = await startWorker();
    await eventually(
      () => account.deliveries('?status=pending'),
      (items) => items.length === 0,
    );
    await receiver.arrived(EVENTS);
    await kill(last);

    const idsBySequence = new Map<number, Set<string | undefined>>();
    for (const [index, { sequence }] of bodiesOf(receiver.received).entries()) {
      const known = idsBySequence.get(sequence) ?? new Set();
      idsBySequence.set(sequence, known.add(idsOf(receiver.received)[index]));
    }
    expect(idsBySequence.size).toBe(EVENTS);
    expect([...idsBySequence.values()].every(({ size }) => size === 1)).toBe(true);
    expectOrder(receiver.received);
  });

  function startWorker(): Promise<ChildProcess> {
    const key = webhooks.secretKey.toString('hex');
    return startTestProgram('deliver-webhooks.ts', [webhooks.url, key, `${LEASE_MS}`], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: webhooks.authorityFile },
      stdio: 'inherit',
    });
  }

  async function kill(worker: ChildProcess): Promise<void> {
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.kill('SIGKILL');
    await ended;
  }
});

/** The first arrival of each event comes in the order of its profile's events. */
function expectOrder(received: readonly Received[]): void {
  const firsts = new Map<string | undefined, { iccid: string; sequence: number }>();
  for (const [index, { sequence, data }] of bodiesOf(received).entries()) {
    const id = idsOf(received)[index];
    if (!firsts.has(id)) firsts.set(id, { iccid: data.iccid, sequence });
  }
  for (const iccid of new Set([...firsts.values()].map((one) => one.iccid))) {
    const own = [...firsts.values()].filter((one) => one.iccid === iccid);
    const sequences = own.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.toSorted((one, other) => one - other));
  }
}
