import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningStore, startStore } from './support/running-store.ts';
import { storeProgram } from './support/store-program.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 240_000;

const program = await storeProgram();
let folder: string;
let store: RunningStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigastore-backup-'));
  store = await startStore(join(folder, 'home'));
}, TIMEOUT_MS);
afterAll(async () => {
  await store.stop();
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

async function command(home: string, ...args: string[]): Promise<Record<string, string>> {
  const env = { ...process.env, GIGASTORE_HOME: join(folder, home), DATABASE_URL: '' };
  const { stdout } = await run(process.execPath, [program, ...args, '--json'], { env });
  return JSON.parse(stdout);
}

async function logIn(): Promise<Record<string, string>> {
  const headers = {
    authorization: `Basic ${Buffer.from('demo-client:demo-secret').toString('base64')}`,
  };
  const answer = await fetch(`${store.url}/reseller/authenticate`, { method: 'POST', headers });
  const { accessToken } = (await answer.json()) as { accessToken: string };
  return { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
}

async function itemsSold(headers: Record<string, string>): Promise<number> {
  const answer = await fetch(`${store.url}/gigastore/activations/activated-items`, { headers });
  expect(answer.status).toBe(200);
  return Number(answer.headers.get('x-total-count'));
}

/** Sells until told to end; returns how many sales were acknowledged. */
async function keepSelling(headers: Record<string, string>) {
  const answer = await fetch(`${store.url}/gigastore/products/inventory`, { headers });
  const { items } = (await answer.json()) as { items: [{ id: string }] };
  const body = JSON.stringify({ inventoryItemId: items[0].id });
  let sold = 0;
  let isOver = false;
  const sell = async () => {
    while (!isOver) {
      const url = `${store.url}/gigastore/activations/register`;
      if ((await fetch(url, { method: 'POST', headers, body })).ok) sold += 1;
    }
  };
  const selling = sell();
  return {
    sold: () => sold,
    end: async () => {
      isOver = true;
      await selling;
    },
  };
}

it(
  'a backup taken while selling restores what was sold before it, with balanced books',
  async () => {
    const headers = await logIn();
    const sales = await keepSelling(headers);
    await expect.poll(sales.sold, { timeout: 30_000 }).toBeGreaterThan(3);
    const soldBefore = sales.sold();
    const { path = '' } = await command('home', 'backup', '--to', join(folder, 'backups'));
    await sales.end();
    expect((await stat(path)).mode & 0o077).toBe(0);
    await store.stop();

    await command('other', 'restore', '--from', path);
    await expect(command('other', 'restore', '--from', path)).rejects.toThrow(/already/);
    expect(await command('other', 'audit')).toEqual({ findings: [] });
    store = await startStore(join(folder, 'other'));
    // The token was signed with a key that only the restored secret opens for signing anew.
    expect(await itemsSold(headers)).toBeGreaterThanOrEqual(soldBefore);
    expect(await itemsSold(await logIn())).toBeGreaterThanOrEqual(soldBefore);
  },
  TIMEOUT_MS,
);
