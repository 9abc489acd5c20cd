import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createEncryption } from '../src/kernel/encryption.ts';
import { setWebhook } from '../src/messaging/webhooks/index.ts';
import { ROUNDS, refuseUnbalanced, SECONDS, sales, toRow } from './register.ts';
import { SECRET, startBenchServer, startChild } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { compare, type Measured } from './support/load.ts';
import { openReseller, type Reseller } from './support/resellers.ts';
import type { Row } from './support/row.ts';
import { draftRecords, openReports, sellProfiles } from './support/usage-reports.ts';

const ACCOUNTS = 200;
/** One of so many resellers has a webhook for all events. */
const WITH_WEBHOOK = 10;
const CONNECTIONS = 64;
/** A report of so many records of so many phones, each second. */
const RECORDS = 1_000;
const PHONES = 100;
const REPORT_EVERY_MS = 1_000;
const GOAL = 0.7;

/** Sales while a worker runs jobs, webhooks are sent and usage is reported, against sales alone. */
export async function busyRows(store: BenchStore): Promise<Row[]> {
  const receiver = await startChild('bench/webhook-receiver.ts', []);
  const server = await startBenchServer(store.url, 'lane');
  try {
    const resellers = await openResellers(store, `${receiver.url}/all`);
    const { reportLater } = await openReports(store, server.url);
    const profiles = await sellProfiles((resellers[0] as Reseller).shop, PHONES);
    const sellFor = await sales(server, resellers);
    const alone = () => sellFor({ connections: CONNECTIONS });
    const report = () => reportLater(draftRecords(profiles, RECORDS));
    const measured = await compare(ROUNDS, () => beside(store, report, alone), alone);
    await refuseUnbalanced(store);
    const scenario = 'register, 200 accounts, while worker, webhooks and usage run';
    return [toRow({ scenario, yardstick: 'alone', goal: GOAL }, measured)];
  } finally {
    await server.stop();
    await receiver.stop();
  }
}

async function openResellers(store: BenchStore, url: string): Promise<Reseller[]> {
  const resellers: Reseller[] = [];
  while (resellers.length < ACCOUNTS) resellers.push(await openReseller(store.db));
  const listeners = resellers.filter((_, index) => index % WITH_WEBHOOK === 0);
  for (const { shop } of listeners) await listen(store, shop.ctx, url);
  return resellers;
}

async function beside(
  store: BenchStore,
  report: () => Promise<void>,
  work: () => Promise<Measured>,
): Promise<Measured> {
  const worker = await startWorker(store.url);
  const end = performance.now() + SECONDS * 1000;
  const reporting = async () => {
    for (; performance.now() < end; await delay(REPORT_EVERY_MS)) await report();
  };
  try {
    const [measured] = await Promise.all([work(), reporting()]);
    return measured;
  } finally {
    const exit = once(worker, 'exit');
    worker.kill('SIGTERM');
    await exit;
  }
}

/** Runs `gigastore worker` as shipped; returns when it has started. */
async function startWorker(url: string) {
  const env = { DATABASE_URL: url, GIGASTORE_SECRET_KEY: SECRET };
  const worker = fork('dist/main.js', ['worker'], { env, silent: true });
  await new Promise<void>((resolve) => {
    worker.stdout?.on('data', (line) => String(line).includes('worker started') && resolve());
  });
  return worker;
}

async function listen(
  { db }: BenchStore,
  { accountId, mode }: Reseller['shop']['ctx'],
  url: string,
) {
  const encryption = createEncryption([Buffer.from(SECRET, 'hex')]);
  await db.transaction((tx) =>
    setWebhook(
      { accountId, mode, db: tx, encryption, installation: 'sandbox' },
      { event: 'all', url },
    ),
  );
}
