import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { auditBooks } from '../src/backoffice/operator/index.ts';
import { connect } from '../src/platform/db/connect.ts';
import { sql } from '../src/platform/db/database.ts';
import { embeddedUrl } from '../src/platform/embedded-postgres/index.ts';
import { readRecord } from '../src/platform/embedded-postgres/record.ts';
import { type RunningStore, startStore } from './support/running-store.ts';

const CLIENTS = 16;
/** The number of acknowledged sales before each crash. */
const SALES_BEFORE_CRASH = 120;
const RETRIES = 60;
const RETRY_PAUSE_MS = 250;
const TIMEOUT_MS = 120_000;

const home = await mkdtemp(join(tmpdir(), 'gigastore-crash-'));
let store: RunningStore | undefined;
afterAll(async () => {
  await store?.stop();
  await rm(home, { recursive: true, force: true });
});

/** The notes of a careful client about each sale: its key, and the package of the response. */
type Ledger = Map<string, string | undefined>;

describe('a crash under load', () => {
  it(
    'crashes of the server and of the database lose no acknowledged sale and double none',
    async () => {
      store = await startStore(home);
      const sales: Ledger = new Map();
      await underLoad(store, sales, (running) => running.kill());
      store = await startStore(home);
      await retryUnanswered(store, sales);

      await underLoad(store, sales, async () => process.kill(await databasePid(), 'SIGKILL'));
      await retryUnanswered(store, sales);
      await prove(sales);
    },
    TIMEOUT_MS,
  );
});

/** Sells with many clients until the crash, and keeps every request, answered or not. */
async function underLoad(
  running: RunningStore,
  sales: Ledger,
  blow: (running: RunningStore) => Promise<unknown>,
): Promise<void> {
  const token = await authenticate(running);
  const itemId = await firstItem(running, token);
  const before = answered(sales);
  let isOver = false;
  const client = async (name: number) => {
    for (let count = 0; !isOver; count += 1) {
      const key = `${before}-${name}-${count}`;
      sales.set(key, undefined);
      const uid = await register(running, { token, itemId, key }).catch(() => undefined);
      if (uid === undefined) return;
      sales.set(key, uid);
    }
  };
  const clients = Array.from({ length: CLIENTS }, (_, name) => client(name));
  while (answered(sales) < before + SALES_BEFORE_CRASH) await pause(5);
  await blow(running);
  isOver = true;
  await Promise.all(clients);
  expect([...sales.values()].some((uid) => uid === undefined)).toBe(true);
}

/** Repeats every unanswered sale with its own key until it is answered. */
async function retryUnanswered(running: RunningStore, sales: Ledger): Promise<void> {
  const token = await eventually(() => authenticate(running));
  const itemId = await eventually(() => firstItem(running, token));
  for (const [key, uid] of sales) {
    if (uid !== undefined) continue;
    sales.set(key, await eventually(() => register(running, { token, itemId, key })));
  }
}

/** Reads the database: one package for each key, no other package, and balanced books. */
async function prove(sales: Ledger): Promise<void> {
  const url = await embeddedUrl(home);
  const db = connect({ url: url as string, maxConnections: 2, applicationName: 'crash test' });
  try {
    const rows = await db.rows<{ id: string; metatag: string }>(sql`
      select id, metatag from activated_items where metatag is not null`);
    expect(new Map(rows.map(({ id, metatag }) => [metatag, id]))).toEqual(sales);
    expect(rows).toHaveLength(sales.size);
    expect(await auditBooks(db)).toEqual([]);
  } finally {
    await db.close();
  }
}

async function authenticate({ url }: RunningStore): Promise<string> {
  const authorization = `Basic ${Buffer.from('demo-client:demo-secret').toString('base64')}`;
  const answer = await fetch(`${url}/reseller/authenticate`, {
    method: 'POST',
    headers: { authorization },
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** The cheapest item, so that the demonstration's credits last. */
async function firstItem({ url }: RunningStore, token: string): Promise<string> {
  const answer = await fetch(`${url}/gigastore/products/inventory?sort_by=PRICE&active=true`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return (items[0] as { id: string }).id;
}

async function register(
  { url }: RunningStore,
  { token, itemId, key }: { token: string; itemId: string; key: string },
): Promise<string> {
  const answer = await fetch(`${url}/gigastore/activations/register`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ inventoryItemId: itemId, metatag: key }),
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { activatedItem: { uid: string } }).activatedItem.uid;
}

async function databasePid(): Promise<number> {
  const directory = readRecord(home)?.dataDirectory ?? '';
  const file = await readFile(join(directory, 'postmaster.pid'), 'utf8');
  return Number(file.split('\n')[0]);
}

async function eventually<T>(attempt: () => Promise<T>, retries = RETRIES): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (retries === 0) throw error;
    await pause(RETRY_PAUSE_MS);
    return eventually(attempt, retries - 1);
  }
}

function answered(sales: Ledger): number {
  return [...sales.values()].filter((uid) => uid !== undefined).length;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
