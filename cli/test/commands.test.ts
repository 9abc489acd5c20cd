import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  anItem,
  DEMO,
  type KitStore,
  openKitStore,
} from '../../sdks/typescript/test/support/store.ts';
import { ensureClientsBuilt } from '../../tools/setup.mjs';
import { askAsAgent } from './support/agent.ts';
import { type Outcome, start } from './support/run.ts';

const TIMEOUT_MS = 120_000;
const PATIENCE = { timeout: 60_000, interval: 20 };

let kit: KitStore;
let folder: string;
let item: string;

beforeAll(async () => {
  await ensureClientsBuilt();
  kit = await openKitStore();
  item = await anItem(kit.client());
  folder = await mkdtemp(join(tmpdir(), 'gigastore-cli-'));
}, TIMEOUT_MS);
afterAll(async () => {
  await kit.close();
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

function begin(args: string[], environment: Record<string, string> = {}) {
  return start(args, {
    GIGASTORE_CONFIG_HOME: folder,
    GIGASTORE_URL: kit.url,
    GIGASTORE_CLIENT_ID: DEMO.clientId,
    GIGASTORE_CLIENT_SECRET: DEMO.clientSecret,
    ...environment,
  });
}

function gigastore(...args: string[]): Promise<Outcome> {
  return begin(args).ended;
}

/** Runs a command that must succeed. Returns what it prints as JSON. */
async function json(...args: string[]) {
  const { code, stdout, stderr } = await gigastore(...args, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe('exit codes', () => {
  it.each([
    [['no-such-command'], 2],
    [['listen'], 2],
    [['sell'], 2],
    [['packages', 'show', 'none'], 1],
    [['--help'], 0],
    [['clock', 'advance', 'tomorrow'], 2],
  ])('of %j is %i', async (args, expected) => {
    expect((await gigastore(...args)).code).toBe(expected);
  });

  it(
    'is 4 for a store that does not answer',
    async () => {
      const nobody = { GIGASTORE_URL: 'http://127.0.0.1:9' };
      const { code, stderr } = await begin(['credits'], nobody).ended;
      expect(code).toBe(4);
      expect(stderr).toContain('Is the address right, and is the store running?');
    },
    TIMEOUT_MS,
  );
});

describe('selling', () => {
  it(
    'sells, tops up, shows, refunds',
    async () => {
      const email = 'cli@example.com';
      const sale = await json('sell', '--item', item, '--email', email, '--metatag', 'cli-1');
      const uid = sale.customer.uid;
      const topUp = await json('sell', '--item', item, '--customer', uid, '--key', 'cli-order-1');
      const again = await json('sell', '--item', item, '--customer', uid, '--key', 'cli-order-1');
      expect(again.activatedItem.uid).toBe(topUp.activatedItem.uid);
      expect((await gigastore('customers', 'show', uid)).stdout).toContain(sale.esimProfile.iccid);
      expect(await json('customers', 'search', email)).toHaveLength(1);
      expect(await json('packages', '--query', 'cli-1')).toHaveLength(1);
      const asked = await gigastore('refund', topUp.activatedItem.uid);
      expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('say --yes') });
      const refunded = await json('refund', topUp.activatedItem.uid, '--yes');
      expect(refunded.status).toBe('REFUNDED');
      const twice = await gigastore('refund', topUp.activatedItem.uid, '--yes');
      expect(twice).toMatchObject({ code: 1, stderr: expect.stringContaining('already_refunded') });
    },
    TIMEOUT_MS,
  );

  it(
    'sells a file once, although it is killed again and again',
    async () => {
      const path = join(folder, 'orders.csv');
      const lines = Array.from({ length: 20 }, (_, at) => `${item},killed-cli-${at},10`);
      await writeFile(path, ['inventoryItemId,metatag,quantity', ...lines].join('\n'));
      const count = async () =>
        (await kit.client().packages.list({ q: 'killed-cli' })).items.length;
      const args = ['sell', '--csv', path, '--out', join(folder, 'sold.csv'), '--yes'];
      const first = begin(args);
      await vi.waitFor(async () => expect(await count()).toBeGreaterThan(0), PATIENCE);
      first.child.kill('SIGKILL');
      const second = begin(args);
      second.child.kill('SIGKILL');
      await Promise.all([first.ended, second.ended]);
      const done = await begin(args).ended;
      expect(done).toMatchObject({ code: 0, stderr: '200 packages were sold.\n' });
      const results = (await readFile(join(folder, 'sold.csv'), 'utf8')).trim().split('\n');
      expect(results).toHaveLength(201);
      let sold = 0;
      for await (const _ of kit.client().packages.list({ q: 'killed-cli' })) sold += 1;
      expect(sold).toBe(200);
    },
    TIMEOUT_MS,
  );

  it('sells nothing of a file with faults, and names their lines', async () => {
    const path = join(folder, 'faults.csv');
    await writeFile(path, `inventoryItemId,customerEmail\n${item},ada@example.com\nnone,x\n`);
    const { code, stderr } = await gigastore('sell', '--csv', path);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Line 3, /m);
    expect(stderr).toContain('Nothing was sold.');
  });
});

describe('the sandbox', () => {
  it(
    'installs, travels, uses data and lets time pass',
    async () => {
      const sale = await json('sell', '--item', item);
      const { iccid } = sale.esimProfile;
      expect((await json('simulate', iccid, 'install')).state).toBe('INSTALLED');
      expect((await json('simulate', iccid, 'travel', 'AT')).currentCountry).toBe('AT');
      expect((await json('simulate', iccid, 'use', '2 MB')).consumedBytes).toBe(2 * 1024 ** 2);
      const before = await json('clock');
      const after = await json('clock', 'advance', 'P1D');
      expect(Date.parse(after.now)).toBeGreaterThan(Date.parse(before.now));
    },
    TIMEOUT_MS,
  );
});

describe('lists', () => {
  it.each([
    [['catalogue', '--country', 'AT', '--limit', '3'], 'cost'],
    [['inventory', 'list', '--country', 'AT'], 'price'],
    [['inventory', 'export'], 'retailPrice'],
    [['deliveries'], 'Nothing found.'],
    [['statement'], 'openingBalance'],
    [['statement', '--csv'], 'createdAt,type'],
    [['invoices'], 'Nothing found.'],
    [['tickets'], 'Nothing found.'],
  ])('%j prints %s', async (args, expected) => {
    const { code, stdout, stderr } = await gigastore(...args);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(expected);
  });

  it('are printed again and again with --watch', async () => {
    const watching = begin(['credits', '--watch', '--json']);
    const count = () => watching.output().split('"balance"').length - 1;
    await vi.waitFor(() => expect(count()).toBeGreaterThan(1), PATIENCE);
    watching.child.kill();
    await watching.ended;
    expect((await gigastore('sell', '--item', item, '--watch')).code).toBe(2);
  });

  it('of prices are changed one by one, and exported and imported', async () => {
    expect((await gigastore('inventory', 'price', item, '9.99')).stdout).toContain('9.99 USD');
    const { stdout } = await gigastore('inventory', 'export');
    const path = join(folder, 'prices.csv');
    const lines = stdout.split('\n');
    const changed = lines.map((line) =>
      line.includes(item) ? line.replace('9.99', '8.88') : line,
    );
    await writeFile(path, changed.join('\n'));
    const imported = await gigastore('inventory', 'import', path, '--yes');
    expect(imported).toMatchObject({ code: 0, stdout: expect.stringContaining('8.88 USD') });
    const { retailPrices } = await kit.client().inventory.getItem(item);
    expect(retailPrices[0]?.priceValue).toBe(8.88);
  });

  it('of tickets have the one that was created and answered', async () => {
    const { id } = await json('tickets', 'create', 'A question', 'How do I refund?');
    expect((await json('tickets', 'reply', id, 'I found it.')).status).toBe('open');
    expect((await gigastore('tickets', 'show', id)).stdout).toContain('I found it.');
  });

  it('of events go on as they happen', async () => {
    const tail = begin(['events', 'tail', '--since', '0']);
    await kit.client().customers.register({ inventoryItemId: item });
    await vi.waitFor(() => expect(tail.output()).toContain('package.purchased'), PATIENCE);
    tail.child.kill();
    await tail.ended;
  });
});

describe('gigastore mcp', () => {
  it.each(['legacy', 'auto'] as const)('serves an agent (%s)', async (mode) => {
    const key = { GIGASTORE_CLIENT_ID: DEMO.clientId, GIGASTORE_CLIENT_SECRET: DEMO.clientSecret };
    const found = await askAsAgent({ GIGASTORE_URL: kit.url, ...key }, { mode, item });
    expect(found).toEqual({ isSold: true, prompts: expect.arrayContaining(['no_internet']) });
  });

  it('says what is wrong when the key is not accepted', async () => {
    const { code } = await begin(['mcp'], { GIGASTORE_CLIENT_SECRET: 'wrong' }).ended;
    expect(code).toBe(3);
  });
});
