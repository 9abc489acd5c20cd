import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { randomFrom } from '../../../simulators/faults.ts';
import { applyAllDueChanges } from '../../../src/commerce/activations/index.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { type BenchStore, openBenchStore } from '../../support/bench-store.ts';
import { eventually, freePort } from '../front.ts';
import { type Killable, startKillable, startServer, startWorker } from './processes.ts';
import { type Sale, sellAll } from './sell.ts';
import { settleAll } from './settle.ts';
import { type DrilledShop, loadRoutedPlans, openDrilledShop, openOperatorKey } from './shops.ts';
import { type DrilledSupplier, openSuppliers } from './suppliers.ts';
import { verify } from './verify.ts';

const ACCOUNTS = 20;
const DEADLINE_MS = 1_000;
const LEASE_MS = 5_000;
const TEN_MINUTES_MS = 601_000;
/** Kills, mishaps and attaching phones come about so often. */
const BLOW_EVERY_MS = 2_000;
const MISHAP_MS = 400;
const MOST_SAID = 100;

export type Drill = {
  orders: number;
  seed: number;
  /** After this time what has not ended is a violation. */
  patienceMs: number;
  say(line: string): void;
};

/** Runs the drill and returns its violations, which it also prints. */
export async function runDrill({ orders, seed, patienceMs, say }: Drill): Promise<string[]> {
  const store = await openBenchStore();
  const stops: (() => Promise<unknown>)[] = [() => store.close()];
  try {
    const startedAt = performance.now();
    const endsAt = startedAt + patienceMs;
    const opened = await openStage(store, { seed, stops });
    const { suppliers, servers, workers, shops, urls, token } = opened;
    const random = randomFrom(seed);
    const sales = newSales(orders, shops, random);
    const isOver = new AbortController();
    const blows = strike({ servers, workers, suppliers, random, signal: isOver.signal });
    const expiring = new Set([Math.floor(orders / 3), Math.floor((orders * 2) / 3)]);
    const expired: Promise<unknown>[] = [];
    await sellAll(sales, {
      ...{ urls, endsAt },
      onSold(count) {
        if (expiring.has(count)) expired.push(expire(store, shops[0]));
      },
    });
    const soldAt = performance.now();
    isOver.abort();
    const [struck] = await Promise.all([blows, ...expired]);
    for (const { simulator } of suppliers) simulator.failWith(undefined);
    const url = urls[0] ?? '';
    const settled = await settleAll(store.db, { url, token, suppliers, endsAt });
    const endedAt = performance.now();
    const { violations, states } = await verify(store.db, { suppliers, sales, shops });
    say(
      `${orders} orders, seed ${seed}: sold in ${seconds(soldAt - startedAt)} s, ended in ` +
        `${seconds(endedAt - startedAt)} s; ${describe(struck)}; a person settled ${settled}`,
    );
    for (const [state, count] of [...states].sort()) say(`  ${state}: ${count}`);
    say(violations.length === 0 ? 'No violation.' : `${violations.length} violations:`);
    for (const violation of violations.slice(0, MOST_SAID)) say(`  ${violation}`);
    return violations;
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

/** Starts suppliers, servers and workers; what stops them is added to `stops`. */
async function openStage(
  store: BenchStore,
  { seed, stops }: { seed: number; stops: (() => Promise<unknown>)[] },
) {
  const { db, url: databaseUrl } = store;
  const ports = [await freePort(), await freePort()];
  const noticeUrl = (name: string) => `http://127.0.0.1:${ports[0]}/carrier-notices/${name}`;
  const opened = await openSuppliers({ seed, deadlineMs: DEADLINE_MS }, noticeUrl);
  const { suppliers, environment, settings } = opened;
  for (const { simulator } of suppliers) stops.push(() => simulator.close());
  const dataPlanIds = await loadRoutedPlans(
    db,
    suppliers.map(({ name: carrier, item }) => ({ carrier, item })),
  );
  const shops: DrilledShop[] = [];
  for (let count = 0; count < ACCOUNTS; count += 1) {
    shops.push(await openDrilledShop(db, dataPlanIds));
  }
  const token = await openOperatorKey(db);
  const env = {
    ...environment,
    GIGASTORE_MODE: 'live',
    GIGASTORE_SECRET_KEY: randomBytes(32).toString('hex'),
    GIGASTORE_SMTP_URL: 'smtp://127.0.0.1:1',
    GIGASTORE_MAIL_FROM: 'drill@drill.test',
    GIGASTORE_RATE_LIMIT: 'off',
    GIGASTORE_LOG_LEVEL: 'info',
    DATABASE_URL: databaseUrl,
    GIGASTORE_HOME: store.home,
  };
  const servers = await Promise.all(
    ports.map((port) => startKillable(() => startServer({ ...env, PORT: String(port) }))),
  );
  const args = [databaseUrl, JSON.stringify(settings), `${DEADLINE_MS}`, `${LEASE_MS}`];
  const workers = await Promise.all([0, 1].map(() => startKillable(() => startWorker(args))));
  for (const each of [...servers, ...workers]) stops.push(() => each.stop());
  return { suppliers, shops, token, servers, workers, urls: servers.map(({ url }) => url) };
}

function newSales(count: number, shops: readonly DrilledShop[], random: () => number): Sale[] {
  return Array.from({ length: count }, () => {
    const shop = pick(shops, random);
    return { key: newId(), shop, itemId: pick(shop.itemIds, random), waits: random() < 0.1 };
  });
}

/** Lets the packages of an account fail as if ten minutes had passed. */
function expire({ db }: BenchStore, shop: DrilledShop | undefined): Promise<unknown> {
  const now = new Date(Date.now() + TEN_MINUTES_MS);
  return eventually(() => applyAllDueChanges({ db, accountId: shop?.accountId ?? '', now }));
}

/** Kills processes and lets things go wrong at suppliers until the signal; returns how often. */
async function strike(of: {
  servers: readonly Killable[];
  workers: readonly Killable[];
  suppliers: readonly DrilledSupplier[];
  random: () => number;
  signal: AbortSignal;
}): Promise<Map<string, number>> {
  const { random, signal } = of;
  const struck = new Map<string, number>();
  while (!signal.aborted) {
    await delay(BLOW_EVERY_MS * random() * 2, undefined, { signal }).catch(() => undefined);
    const name = await strikeOnce(of);
    if (name !== undefined) struck.set(name, (struck.get(name) ?? 0) + 1);
  }
  return struck;
}

type Struck = Pick<Parameters<typeof strike>[0], 'servers' | 'workers' | 'suppliers' | 'random'>;

/** Returns what happened; undefined if the process is being started. */
async function strikeOnce(of: Struck): Promise<string | undefined> {
  const { random } = of;
  const supplier = pick(of.suppliers, random);
  const kind = random();
  if (kind < 0.25) return pick(of.workers, random).kill() ? 'worker killed' : undefined;
  if (kind < 0.4) return pick(of.servers, random).kill() ? 'server killed' : undefined;
  if (kind < 0.85) {
    const { name, begin, end } = pick(supplier.mishaps, random);
    begin();
    await delay(MISHAP_MS);
    end();
    return name;
  }
  await attach(supplier);
  return 'phone attached';
}

/** A phone attaches with the newest eSIM of a supplier, whose order may have no answer yet. */
async function attach({ simulator, books }: DrilledSupplier): Promise<void> {
  const iccid = books().orders.at(-1)?.iccids[0];
  const body = JSON.stringify({ iccid, what: 'attach' });
  await fetch(`${simulator.url}/_happen`, { method: 'POST', body });
}

function pick<Value>(of: readonly Value[], random: () => number): Value {
  const value = of[Math.floor(random() * of.length)];
  if (value === undefined) throw new Error('There is nothing to pick from.');
  return value;
}

const seconds = (ms: number) => (ms / 1_000).toFixed(0);

function describe(struck: ReadonlyMap<string, number>): string {
  return [...struck].map(([name, count]) => `${count} × ${name}`).join(', ');
}
