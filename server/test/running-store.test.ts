import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { embeddedUrl } from '../src/platform/embedded-postgres/index.ts';
import { createTestDatabase } from './support/database.ts';
import { startDatabaseProxy } from './support/database-proxy.ts';
import { type RunningStore, startStore } from './support/running-store.ts';
import { storeProgram } from './support/store-program.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;
const PATIENCE = { timeout: 30_000, interval: 50 };
const DEMO = { clientId: 'demo-client', clientSecret: 'demo-secret' };

const program = await storeProgram();
let home: string;
let store: RunningStore;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gigastore-running-'));
});
// The database of a store that was asked twice may still write its last files.
afterAll(() => rm(home, { recursive: true, force: true, maxRetries: 50 }));

async function start(): Promise<void> {
  store = await startStore(home);
}

async function stop(): Promise<void> {
  await store.stop();
}

/** A command in a process of its own, on the same home; gives what its `--json` says. */
async function command(...args: string[]): Promise<Record<string, string>> {
  const env = { ...process.env, GIGASTORE_HOME: home, DATABASE_URL: '' };
  const { stdout } = await run(process.execPath, [program, ...args, '--json'], { env });
  return JSON.parse(stdout);
}

/** Starts a worker in a process of its own. */
function startWorker(env: NodeJS.ProcessEnv) {
  return spawn(process.execPath, [program, 'worker'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function tokenOf(key: Record<string, string>): Promise<string> {
  const basic = Buffer.from(`${key.clientId}:${key.clientSecret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}` };
  const answer = await fetch(`${store.url}/reseller/authenticate`, { method: 'POST', headers });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

async function firstItem(token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${store.url}/gigastore/products/inventory`, { headers });
  const { items } = (await answer.json()) as { items: [{ id: string }] };
  return items[0].id;
}

/** A request that is sent in pieces, to be under way for as long as the test wants. */
async function openRequest(head: string[]): Promise<{ socket: Socket; received: () => string }> {
  const socket = connect(Number(new URL(store.url).port), '127.0.0.1');
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.write([...head, 'Host: store.test', ''].join('\r\n'));
  return { socket, received: () => text };
}

/** A sale whose body has not been sent; the server has read its head when this is done. */
async function openSale() {
  const token = await tokenOf(DEMO);
  const body = JSON.stringify({ inventoryItemId: await firstItem(token) });
  const sale = await openRequest([
    'POST /gigastore/activations/register HTTP/1.1',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Expect: 100-continue',
  ]);
  sale.socket.write('\r\n');
  await vi.waitFor(() => expect(sale.received()).toContain('100 Continue'), PATIENCE);
  return { ...sale, finish: () => sale.socket.write(body) };
}

async function untilRefusing(): Promise<void> {
  await vi.waitFor(() => expect(fetch(`${store.url}/health/live`)).rejects.toThrow(), PATIENCE);
}

describe('a running store', () => {
  beforeAll(start, TIMEOUT_MS);
  afterAll(stop, TIMEOUT_MS);

  it(
    'a running store is ready, and commands beside it use the same database',
    async () => {
      expect((await fetch(`${store.url}/health/ready`)).status).toBe(200);
      const reseller = ['--name', 'Acme Travel', '--email', 'owner@acme.test'];
      const { sandboxAccountId = '' } = await command('create-organization', ...reseller);
      const key = ['--account', sandboxAccountId, '--name', 'shop', '--scopes', 'read'];
      expect(await tokenOf(await command('create-key', ...key))).toMatch(/^ey/);
    },
    TIMEOUT_MS,
  );

  it(
    'a running store exposes its numbers',
    async () => {
      const sale = await openSale();
      sale.finish();
      await vi.waitFor(() => expect(sale.received()).toContain('"status":"success"'), PATIENCE);
      const metrics = await (await fetch(`${store.url}/metrics`)).text();
      expect(metrics).toContain('gigastore_lane_batch_size_count 1');
      expect(metrics).toMatch(/gigastore_free_profiles\{carrier="sandbox"\} [1-9]/);
      expect(metrics).toMatch(/gigastore_database_connections\{state="idle"\} [1-9]/);
    },
    TIMEOUT_MS,
  );

  it(
    'a running store has a worker beside it that ends when it is asked to',
    async () => {
      const env = { ...process.env, GIGASTORE_HOME: home, DATABASE_URL: '' };
      const worker = startWorker(env);
      const ended = once(worker, 'exit');
      for await (const line of createInterface({ input: worker.stdout })) {
        if (line.includes('worker started')) worker.kill('SIGTERM');
      }
      expect(await ended).toEqual([0, null]);
      expect((await fetch(`${store.url}/health/ready`)).status).toBe(200);
    },
    TIMEOUT_MS,
  );

  it(
    'a running store refuses a second one on the same home',
    async () => {
      await expect(startStore(home)).rejects.toThrow('another gigastore is already running');
    },
    TIMEOUT_MS,
  );
});

describe('a worker that is started before the store', () => {
  it(
    'a worker started before the store waits for the embedded database, and shares it',
    async () => {
      const env = { ...process.env, GIGASTORE_HOME: home, DATABASE_URL: '' };
      const worker = startWorker(env);
      const ended = once(worker, 'exit');
      for await (const line of createInterface({ input: worker.stdout })) {
        if (line.includes('waiting for the embedded database')) await start();
        if (line.includes('worker started')) worker.kill('SIGTERM');
      }
      expect(await ended).toEqual([0, null]);
      expect((await fetch(`${store.url}/health/ready`)).status).toBe(200);
      await stop();
    },
    TIMEOUT_MS,
  );

  it(
    'a worker started before the store waits for a configured database that is away',
    async () => {
      const own = await createTestDatabase();
      const proxy = await startDatabaseProxy(own.url);
      await proxy.close();
      const env = { ...process.env, GIGASTORE_HOME: home, DATABASE_URL: proxy.url };
      const worker = startWorker(env);
      const ended = once(worker, 'exit');
      for await (const line of createInterface({ input: worker.stdout })) {
        if (line.includes('waiting for the database')) await proxy.open();
        if (line.includes('worker started')) worker.kill('SIGTERM');
      }
      expect(await ended).toEqual([0, null]);
      await proxy.close();
      await own.close();
    },
    TIMEOUT_MS,
  );
});

describe('a store that is asked to stop', () => {
  beforeEach(start, TIMEOUT_MS);
  afterEach(stop, TIMEOUT_MS);

  it(
    'a store that is stopped finishes the sale under way and ends well with its database',
    async () => {
      const probe = await openRequest(['GET /health/ready HTTP/1.1']);
      const sale = await openSale();
      store.signal('SIGTERM');
      await untilRefusing();

      probe.socket.write('\r\n');
      await vi.waitFor(
        () => expect(probe.received()).toContain('The server is stopping.'),
        PATIENCE,
      );
      expect(probe.received()).toMatch(/^HTTP\/1.1 503 /);
      sale.finish();
      await vi.waitFor(() => expect(sale.received()).toContain('"status":"success"'), PATIENCE);
      expect(await store.exitCode).toBe(0);
      expect(await embeddedUrl(home)).toBeUndefined();
    },
    TIMEOUT_MS,
  );

  it(
    'a store that is asked twice to stop ends at once, with its database',
    async () => {
      await openSale();
      store.signal('SIGTERM');
      await untilRefusing();
      store.signal('SIGTERM');
      expect(await store.exitCode).toBe(143);
      await vi.waitFor(async () => expect(await embeddedUrl(home)).toBeUndefined(), PATIENCE);
    },
    TIMEOUT_MS,
  );
});
