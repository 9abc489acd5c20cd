import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createOrganization } from '../src/commerce/onboarding/index.ts';
import { createEncryption } from '../src/kernel/encryption.ts';
import { newId } from '../src/kernel/ids.ts';
import { type EventDraft, recordEvents } from '../src/messaging/events/index.ts';
import { type Deliveries, setWebhook, startDeliveries } from '../src/messaging/webhooks/index.ts';
import { createLog } from '../src/platform/log/log.ts';
import { createOutgoing, MAX_CONNECTIONS } from '../src/platform/outgoing/outgoing.ts';
import { startChild } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { percentiles } from './support/load.ts';
import type { Row } from './support/row.ts';

const EVENTS = 30_000;
const PROFILES = 5_000;
const BATCH = 1_000;
const GOAL_RATE = 1_500;

/** One event each so many milliseconds, for so long. */
const PACE_MS = 10;
const PACED_EVENTS = 500;
const GOAL_RATIO = 1.5;

const encryption = createEncryption([randomBytes(32)]);
const mode = 'sandbox' as const;

/** Deliveries to a receiver on loopback, and what a receiver notices of another one that hangs. */
export async function webhookRows(store: BenchStore): Promise<Row[]> {
  const receiver = await startChild('bench/webhook-receiver.ts', []);
  try {
    return [await measureRate(store, receiver.url), await measureNeighbour(store, receiver.url)];
  } finally {
    await receiver.stop();
  }
}

async function measureRate(store: BenchStore, url: string): Promise<Row> {
  const { record } = await openListener(store, `${url}/all`);
  for (let count = 0; count < EVENTS; count += BATCH) await record(BATCH);
  const startedAt = Date.now();
  const { latenciesMs, lastAt } = await sending(store, async () => arrived(url, EVENTS));
  const rate = latenciesMs.length / ((lastAt - startedAt) / 1000);
  const bareRate = await postBare(url);
  return {
    scenario: `webhook deliveries, ${EVENTS.toLocaleString('en')} events to one address`,
    rate,
    p50Ms: null,
    p99Ms: null,
    yardstick: 'the same posts without a database',
    ratio: rate / bareRate,
    goal: `≥ ${GOAL_RATE.toLocaleString('en')}/s`,
    isMet: rate >= GOAL_RATE,
  };
}

/** The same number of posts over as many connections, and nothing else. */
async function postBare(url: string): Promise<number> {
  const outgoing = createOutgoing();
  const body = JSON.stringify({ type: 'bare', createdAt: new Date(), data: aFact().body });
  const call = { url: `${url}/all`, headers: {}, body, reach: { loopback: true }, caller: 'bench' };
  const startedAt = performance.now();
  let left = EVENTS;
  const loop = async () => {
    for (; left > 0; left -= 1) await outgoing.post(call);
  };
  await Promise.all(Array.from({ length: MAX_CONNECTIONS }, loop));
  const seconds = (performance.now() - startedAt) / 1000;
  await outgoing.close();
  await arrived(url, EVENTS);
  return EVENTS / seconds;
}

async function measureNeighbour(store: BenchStore, url: string): Promise<Row> {
  const healthy = await openListener(store, `${url}/all`);
  const hanging = await openListener(store, `${url}/hang`);
  const measured = await sending(store, async (deliveries) => {
    await pace(deliveries, [healthy]);
    await arrived(url, PACED_EVENTS);
    await pace(deliveries, [healthy]);
    const alone = percentiles((await arrived(url, PACED_EVENTS)).latenciesMs);
    await pace(deliveries, [healthy, hanging]);
    return { alone, beside: percentiles((await arrived(url, PACED_EVENTS)).latenciesMs) };
  });
  const { alone, beside } = measured;
  const ratio = beside.p95Ms / alone.p95Ms;
  return {
    scenario: `webhook beside one that hangs, p95 ${beside.p95Ms} ms`,
    rate: 1000 / PACE_MS,
    p50Ms: beside.p50Ms,
    p99Ms: beside.p99Ms,
    yardstick: `alone, p95 ${alone.p95Ms} ms`,
    ratio,
    goal: `p95 ≤ ${GOAL_RATIO} ×`,
    isMet: ratio <= GOAL_RATIO,
  };
}

/** A reseller with one address for all events. */
async function openListener({ db }: BenchStore, url: string) {
  const accountId = await db.transaction(async (tx) => {
    const reseller = { name: 'Bench', email: `${newId()}@bench.test`, now: new Date() };
    const { sandboxAccountId } = await createOrganization(tx, reseller);
    const ctx = { accountId: sandboxAccountId, mode };
    await setWebhook({ ...ctx, db: tx, encryption, installation: mode }, { event: 'all', url });
    return sandboxAccountId;
  });
  return {
    record: (count: number) =>
      db.transaction((tx) =>
        recordEvents({ db: tx, accountId }, Array.from({ length: count }, aFact)),
      ),
  };
}

let facts = 0;

function aFact(): EventDraft {
  facts += 1;
  const iccid = `8900000000000${(facts % PROFILES).toString().padStart(6, '0')}`;
  const body = { iccid, imsi: '260216611193634', previousCountry: 'AT', newCountry: 'DE' };
  return { type: 'esim.country_changed', body, createdAt: new Date() };
}

async function sending<T>(
  { db }: BenchStore,
  measure: (deliveries: Deliveries) => Promise<T>,
): Promise<T> {
  const outgoing = createOutgoing();
  const log = createLog('error');
  const deliveries = startDeliveries({ db, encryption, outgoing, log, mode });
  try {
    return await measure(deliveries);
  } finally {
    await deliveries.stop();
  }
}

async function pace(
  deliveries: Deliveries,
  listeners: { record: (count: number) => Promise<void> }[],
): Promise<void> {
  const startedAt = performance.now();
  for (let count = 0; count < PACED_EVENTS; count += 1) {
    await delay(Math.max(0, startedAt + count * PACE_MS - performance.now()));
    await Promise.all(listeners.map(({ record }) => record(1)));
    deliveries.nudge();
  }
}

type Stats = { latenciesMs: number[]; lastAt: number };

/** What the receiver got, once it is so many. */
async function arrived(url: string, count: number): Promise<Stats> {
  const latenciesMs: number[] = [];
  for (;;) {
    const stats = (await (await fetch(`${url}/stats`)).json()) as Stats;
    latenciesMs.push(...stats.latenciesMs);
    if (latenciesMs.length >= count) return { latenciesMs, lastAt: stats.lastAt };
    await delay(100);
  }
}
