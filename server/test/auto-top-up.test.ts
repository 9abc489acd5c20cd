import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createAutoTopUpTasks } from '../src/money/auto-top-up/index.ts';
import { createPaymentTasks } from '../src/money/payments/index.ts';
import { faultsOf } from './support/answers.ts';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';
import { readOperations } from './support/operations.ts';
import { runQueue } from './support/queue.ts';
import { newCard, openReseller, type Reseller } from './support/resellers.ts';
import { loadPlans } from './support/shop.ts';
import { usd } from './support/top-ups.ts';

const SALES = 100;

const store = await forThisFile(openStore());
await loadPlans(store.db);
await store.app.listen({ host: '127.0.0.1', port: 0 });
const origin = `http://127.0.0.1:${(store.app.server.address() as AddressInfo).port}`;
const { db, payments } = store.parts;
const onError = (error: unknown) => expect.fail(String(error));
const lookingAfter = createAutoTopUpTasks({ db, payments, realNow: () => new Date(), onError });
const tasks = { ...lookingAfter, ...createPaymentTasks({ db, payments }) };

/** A reseller with a card, whose credits are topped up by 500.00 below 100.00. */
async function openToppedUp(creditsMinor: bigint): Promise<Reseller> {
  const reseller = await openReseller(store, creditsMinor);
  await newCard(reseller);
  const body = { enabled: true, threshold: usd(100), amount: usd(500) };
  const set = await reseller.call('PUT', '/gigastore/credits/auto-top-up', { body });
  expect(set.statusCode, set.body).toBe(200);
  return reseller;
}

function register({ token, items }: Reseller): Promise<Response> {
  return fetch(`${origin}/gigastore/activations/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ inventoryItemId: items.worldwide }),
  });
}

const work = () => runQueue(store.db, tasks, new Date());

describe('automatic top-up over HTTP', () => {
  it('100 concurrent sales that cross the threshold make one charge over HTTP', async () => {
    const reseller = await openToppedUp(20_000n);
    const sales = Array.from({ length: SALES }, () => register(reseller));
    const answers = await Promise.all(sales);
    expect(answers.map(({ status }) => status)).toEqual(Array(SALES).fill(200));
    await Promise.all([work(), work(), work()]);
    await work();

    const { items } = (await reseller.call('GET', '/gigastore/credits/purchases')).json();
    expect(items).toMatchObject([{ status: 'paid', amount: usd(500) }]);
    const entries = await reseller.call('GET', '/gigastore/credits/entries?limit=200');
    const types = entries.json().items.map(({ type }: { type: string }) => type);
    expect(types.filter((type: string) => type === 'auto_top_up')).toHaveLength(1);
    const credits = (await reseller.call('GET', '/gigastore/credits')).json();
    expect(credits.available).toMatchObject(usd(500));
  });

  it('every refusal for lack of credits mentions a pending top-up', async () => {
    const reseller = await openToppedUp(10_050n);
    const { items, call } = reseller;
    const stock = `/gigastore/products/inventory/${items.worldwide}/stock`;
    const sold = await reseller.sell();
    const drained = await call('POST', stock, { body: { units: 49 } });
    expect(drained.statusCode, drained.body).toBe(200);
    for (let sales = 0; sales < 49; sales += 1) await register(reseller);
    const sale = { inventoryItemId: items.europe };
    const topUp = { inventoryItemId: items.worldwide, customerUid: sold.customerUid };
    const asked = [
      ['POST /gigastore/activations/register', sale],
      ['POST /gigastore/activations/top-up', topUp],
      ['POST /gigastore/activations/top-up-with-profile', topUp],
      ['POST /gigastore/products/inventory/{id}/stock', { units: 1 }],
    ] as const;
    const operations = await readOperations();
    const refuse = async (pending: true | undefined) => {
      for (const [name, body] of asked) {
        const path = name.slice('POST '.length).replace('{id}', items.worldwide);
        const answer = await call('POST', path, { body });
        expect(answer.statusCode, answer.body).toBe(402);
        expect(answer.json().autoTopUpPending).toBe(pending);
        const operation = operations.find((each) => each.name === name);
        expect(operation && faultsOf(answer, operation)).toEqual([]);
      }
    };

    await refuse(undefined);
    await runQueue(store.db, lookingAfter, new Date());
    await refuse(true);
    await work();
    expect((await register(reseller)).status).toBe(200);
  });

  it('a reset of the sandbox turns the top-up and the alert off and deletes attempts', async () => {
    const reseller = await openToppedUp(9_000n);
    const { call } = reseller;
    await call('PUT', '/gigastore/credits/alert', { body: { threshold: usd(95) } });
    await work();
    const before = (await call('GET', '/gigastore/credits/auto-top-up')).json();
    expect(before).toMatchObject({ status: 'armed', spentThisMonth: usd(500) });

    const reset = await call('POST', '/gigastore/sandbox/reset');
    expect(reset.statusCode, reset.body).toBe(200);
    await work();
    const after = (await call('GET', '/gigastore/credits/auto-top-up')).json();
    expect(after).toMatchObject({ enabled: false, status: 'off', spentThisMonth: usd(0) });
    const alert = (await call('GET', '/gigastore/credits/alert')).json();
    expect(alert).toEqual({ enabled: false, threshold: null });
  });
});
