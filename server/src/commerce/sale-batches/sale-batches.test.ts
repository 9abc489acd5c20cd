import { once } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { addCreditsAndItems, LINKS, loadPlans, type Shop } from '../../../test/support/shop.ts';
import { type Call, openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { startTestProgram } from '../../../test/support/test-program.ts';
import { eventually } from '../../../test/support/webhooks.ts';
import { newId } from '../../kernel/ids.ts';
import { addCredits, readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { stopBatch } from './change-batch.ts';
import { registerSaleBatchRoutes } from './index.ts';
import { sellBatchItems } from './sell-batch-items.ts';

const BATCHES = '/gigastore/activations/batches';
const KILL_TEST_MS = 120_000;

const slice = await forThisFile(
  openSlice((app, parts) => registerSaleBatchRoutes(app, { ...parts, links: LINKS })),
);
await loadPlans(slice.db);

let account: TestAccount;
let shop: Shop;
let call: Call;
let stranger: Call;

beforeEach(async () => {
  account = await slice.newAccount();
  shop = await addCreditsAndItems(slice.db, account);
  call = await account.caller('sell');
  stranger = await (await slice.newAccount()).caller();
});

const line = (over: object = {}) => ({ inventoryItemId: shop.items.worldwide, ...over });

async function create(body: object) {
  const answer = await call('POST', BATCHES, { body });
  expect(answer.statusCode, answer.body).toBe(202);
  return answer.json();
}

/** Does the work of the job. */
function work(id: string) {
  const parts = { db: slice.db, carriers: shop.carriers, links: LINKS, realNow: () => new Date() };
  return sellBatchItems(parts, { accountId: account.id, id });
}

const read = async (id: string) => (await call('GET', `${BATCHES}/${id}`)).json();

async function countPackages(): Promise<number> {
  const row = await slice.db.row<{ count: number }>(sql`
    select count(*)::int as count from activated_items where account_id = ${account.id}`);
  return row?.count ?? 0;
}

async function spentMinor(): Promise<bigint> {
  return 100_000n - (await readCredits({ db: slice.db, accountId: account.id })).postedMinor;
}

describe('the preview of a batch', () => {
  it('adds up the price of JSON and CSV lines, and sells nothing', async () => {
    const lines = [line({ quantity: 3 }), line({ customerEmail: 'a@example.com' })];
    const csv =
      'Metatag;Quantity;E-Mail;Inventory Item ID\r\n' +
      `order-1;3;;${shop.items.worldwide}\r\n;;a@example.com;${shop.items.worldwide}\r\n`;
    for (const body of [{ lines }, { csv }]) {
      const answer = await call('POST', `${BATCHES}/preview`, { body });
      expect(answer.json()).toEqual({
        lines: 2,
        packages: 4,
        fromStock: 0,
        totalPrice: { sortIndex: 0, priceValue: 8, currencyCode: 'USD' },
        totalRetailPrice: { sortIndex: 0, priceValue: 19.96, currencyCode: 'USD' },
        available: { sortIndex: 0, priceValue: 1000, currencyCode: 'USD' },
        isAffordable: true,
        faults: [],
      });
    }
    expect(await countPackages()).toBe(0);
  });

  it('names every fault by line and field', async () => {
    await slice.db.run(sql`
      update inventory_items set active = false
      where account_id = ${account.id} and id = ${shop.items.austria}`);
    const lines = [
      line(),
      line({ customerEmail: 'nonsense' }),
      { quantity: 1 },
      line({ inventoryItemId: newId() }),
      line({ inventoryItemId: shop.items.austria }),
      line({ quantity: 0 }),
      line({ quantity: 1.5, metatag: 'x'.repeat(256) }),
    ];
    const answer = await call('POST', `${BATCHES}/preview`, { body: { lines } });
    const places = answer
      .json()
      .faults.map((one: { line: number; field: string }) => [one.line, one.field]);
    expect(places).toEqual([
      [2, 'customerEmail'],
      [3, 'inventoryItemId'],
      [4, 'inventoryItemId'],
      [5, 'inventoryItemId'],
      [6, 'quantity'],
      [7, 'metatag'],
      [7, 'quantity'],
    ]);
    const refused = await call('POST', BATCHES, { body: { lines } });
    expect([refused.statusCode, refused.json().code]).toEqual([400, 'invalid_request']);
    expect(refused.json().errors[0].path).toBe('/lines/2/customerEmail');
    expect((await call('GET', BATCHES)).json().items).toEqual([]);
  });

  it('refuses more packages than a batch may have, and no lines', async () => {
    const many = { lines: Array.from({ length: 11 }, () => line({ quantity: 1_000 })) };
    const { faults } = (await call('POST', `${BATCHES}/preview`, { body: many })).json();
    expect(faults.at(-1).message).toContain('10000 are the most');
    for (const body of [{}, { lines: [], csv: 'a' }]) {
      expect((await call('POST', `${BATCHES}/preview`, { body })).statusCode).toBe(400);
    }
    const none = await call('POST', `${BATCHES}/preview`, { body: { lines: [] } });
    expect(none.json().faults).toHaveLength(1);
  });
});

describe('a batch', () => {
  it('sells each package once, with the reference and email address of its line', async () => {
    const batch = await create({
      lines: [line({ quantity: 100, metatag: 'bulk' }), line({ customerEmail: 'a@example.com' })],
      expectedTotal: { priceValue: 202, currencyCode: 'USD' },
    });
    expect(batch).toMatchObject({ state: 'running', packages: 101, waiting: 101, sold: 0 });
    await Promise.all([work(batch.id), work(batch.id), work(batch.id)]);
    await work(batch.id);
    expect(await read(batch.id)).toMatchObject({ state: 'done', waiting: 0, sold: 101, failed: 0 });
    expect([await countPackages(), await spentMinor()]).toEqual([101, 20_200n]);
    const customers = await slice.db.rows<{ email: string | null; metatag: string | null }>(sql`
      select email, metatag from customers
      where account_id = ${account.id} and email is not null`);
    expect(customers).toEqual([{ email: 'a@example.com', metatag: null }]);
  });

  it('is created once for one idempotency key, and refused at another price', async () => {
    const headers = { 'Idempotency-Key': newId() };
    const body = { lines: [line()] };
    const first = await call('POST', BATCHES, { body, headers });
    const again = await call('POST', BATCHES, { body, headers });
    expect(again.body).toBe(first.body);
    const wrong = { ...body, expectedTotal: { priceValue: 1.99, currencyCode: 'USD' } };
    expect((await call('POST', BATCHES, { body: wrong })).json().code).toBe('price_mismatch');
    expect((await call('GET', BATCHES)).json().items).toHaveLength(1);
  });

  it('stops without credits, and goes on where it stopped when there are some', async () => {
    const body = { lines: [line({ quantity: 510 })] };
    const { id } = await create(body);
    await work(id);
    expect(await read(id)).toMatchObject({
      state: 'stopped',
      stoppedBy: 'insufficient_credits',
      sold: 500,
      waiting: 10,
      failed: 0,
    });
    const scope = { accountId: account.id, now: new Date() };
    const credits = { amountMinor: 2_000n, type: 'sandbox_credit', description: 'More' } as const;
    await slice.db.transaction((tx) => addCredits({ ...scope, db: tx }, credits));
    expect((await call('POST', `${BATCHES}/${id}/resume`)).json().state).toBe('running');
    await work(id);
    expect(await read(id)).toMatchObject({ state: 'done', sold: 510, waiting: 0 });
  });

  it('is stopped and resumed, and refuses what does not fit its state', async () => {
    const { id } = await create({ lines: [line()] });
    expect((await call('POST', `${BATCHES}/${id}/resume`)).json().code).toBe('invalid_state');
    expect((await call('POST', `${BATCHES}/${id}/stop`)).json().state).toBe('stopped');
    expect((await call('POST', `${BATCHES}/${id}/stop`)).json().code).toBe('invalid_state');
    await work(id);
    expect(await countPackages()).toBe(0);
    await call('POST', `${BATCHES}/${id}/resume`);
    await work(id);
    expect((await read(id)).state).toBe('done');
    const retried = await call('POST', `${BATCHES}/${id}/resume`, { body: { retryFailed: true } });
    expect(retried.json().code).toBe('invalid_state');
    expect(await countPackages()).toBe(1);
  });

  it('keeps why a package was not sold, and tries it again when asked', async () => {
    const { id } = await create({
      lines: [line(), line({ inventoryItemId: shop.items.austria })],
    });
    const activate = (active: boolean) =>
      slice.db.run(sql`
        update inventory_items set active = ${active}
        where account_id = ${account.id} and id = ${shop.items.austria}`);
    await activate(false);
    await work(id);
    expect(await read(id)).toMatchObject({ state: 'done', sold: 1, failed: 1 });
    const failed = (await call('GET', `${BATCHES}/${id}/items?state=failed`)).json().items;
    expect(failed).toMatchObject([{ number: 2, line: 2, code: 'inventory_item_inactive' }]);
    await activate(true);
    await call('POST', `${BATCHES}/${id}/resume`, { body: { retryFailed: true } });
    await work(id);
    expect(await read(id)).toMatchObject({ state: 'done', sold: 2, failed: 0 });
  });

  it('belongs to its account and needs the scope', async () => {
    const { id } = await create({ lines: [line()] });
    const reader = await account.caller('read');
    expect((await stranger('GET', `${BATCHES}/${id}`)).json().code).toBe('batch_not_found');
    expect((await stranger('POST', `${BATCHES}/${id}/stop`)).json().code).toBe('batch_not_found');
    for (const part of ['items', 'qr-codes.zip', 'qr-codes.pdf']) {
      const answer = await stranger('GET', `${BATCHES}/${id}/${part}`);
      expect(answer.json().code).toBe('batch_not_found');
    }
    expect((await reader('POST', `${BATCHES}/${id}/stop`)).json().code).toBe('insufficient_scope');
    expect((await reader('GET', `${BATCHES}/x`)).json().code).toBe('batch_not_found');
  });

  it('stops for good while others sell it, with no package sold afterwards', async () => {
    const { id } = await create({ lines: [line({ quantity: 300 })] });
    const working = work(id);
    await slice.db.transaction((tx) => stopBatch({ ...shop.ctx, db: tx }, id));
    const atStop = await countPackages();
    await working;
    const after = await read(id);
    expect(after.state).toBe('stopped');
    expect(after.sold).toBe(await countPackages());
    expect(after.sold).toBeLessThanOrEqual(atStop + 64);
    await call('POST', `${BATCHES}/${id}/resume`);
    await work(id);
    expect([await countPackages(), (await read(id)).sold]).toEqual([300, 300]);
  });

  it(
    'sells each package once, however often its workers are killed',
    async () => {
      const { id } = await create({ lines: [line({ quantity: 500 })] });
      for (let kill = 0; kill < 3; kill += 1) {
        const workers = await Promise.all([startWorker(id), startWorker(id)]);
        const target = (await countPackages()) + 1 + Math.floor(Math.random() * 70);
        await eventually(countPackages, (count) => count >= target);
        for (const { child } of workers) child.kill('SIGKILL');
        await Promise.all(workers.map(({ hasEnded }) => hasEnded));
        expect((await read(id)).sold).toBe(await countPackages());
      }
      await work(id);
      expect(await read(id)).toMatchObject({ state: 'done', sold: 500, waiting: 0, failed: 0 });
      expect([await countPackages(), await spentMinor()]).toEqual([500, 100_000n]);
      const distinct = await slice.db.row<{ count: number }>(sql`
        select count(distinct activated_item_id)::int as count
        from sale_batch_items where account_id = ${account.id}`);
      expect(distinct?.count).toBe(500);
    },
    KILL_TEST_MS,
  );

  async function startWorker(id: string) {
    const args = [slice.url, account.id, id];
    const child = await startTestProgram('sell-batch-worker.ts', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return { child, hasEnded: once(child, 'exit') };
  }
});

describe('the results of a batch', () => {
  it('are listed in pages, as CSV, as a ZIP of QR codes and as a PDF', async () => {
    const { id } = await create({ lines: [line({ quantity: 3, metatag: '=1+1' })] });
    await work(id);
    const path = `${BATCHES}/${id}`;
    const page = (await call('GET', `${path}/items?limit=2`)).json();
    expect(page.items.map(({ number }: { number: number }) => number)).toEqual([1, 2]);
    const rest = (await call('GET', `${path}/items?after=${page.nextCursor}`)).json();
    expect([rest.items.length, rest.nextCursor]).toEqual([1, null]);
    expect((await call('GET', `${path}/items?after=WyJ4Il0`)).statusCode).toBe(400);

    const csv = await call('GET', `${path}/items`, { headers: { accept: 'text/csv' } });
    const lines = csv.body.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain("'=1+1");
    expect(lines[1]).toMatch(/LPA:1\$[^,]+,http:\/\/shop\.test\/install\//);

    const zip = await call('GET', `${path}/qr-codes.zip`);
    expect(zip.headers['content-type']).toBe('application/zip');
    const names = zip.rawPayload.toString('latin1').match(/0000\d-\d+\.png/g);
    expect(new Set(names).size).toBe(3);
    const pdf = await call('GET', `${path}/qr-codes.pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    const empty = await call('GET', `${path}/qr-codes.pdf?after=3`);
    expect(empty.rawPayload.length).toBeLessThan(pdf.rawPayload.length);
  });
});
