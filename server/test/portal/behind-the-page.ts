import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';
import type { Stage } from './stage.ts';

/** Buys credits by bank transfer in the sandbox, and returns what the payer writes. */
export async function orderCredits(stage: Stage, priceValue: number): Promise<string> {
  const owner = await stage.as('owner');
  const answer = await owner.request.post('/gigastore/credits/purchases', {
    headers: { 'X-Account': 'sandbox', Origin: stage.url },
    data: { amount: { priceValue, currencyCode: 'USD' }, method: 'bank_transfer' },
  });
  expect(answer.ok()).toBe(true);
  return (await answer.json()).instructions.reference;
}

/** Makes a delivery of the sandbox fail: no server listens at its address. */
export async function failDelivery(stage: Stage): Promise<void> {
  const owner = await stage.as('owner');
  const headers = { 'X-Account': 'sandbox', Origin: stage.url };
  const path = '/gigastore/webhooks/country-change';
  const data = { url: 'http://127.0.0.1:9/' };
  expect((await owner.request.put(path, { headers, data })).ok()).toBe(true);
  expect((await owner.request.post(`${path}/test`, { headers, data: {} })).ok()).toBe(true);
}

type Price = { context: BrowserContext; plan: string; priceValue: number };

/** Sets the default price of a plan as another operator would meanwhile. */
export async function setDefaultPrice(
  { url }: Stage,
  { context: { request }, plan, priceValue }: Price,
): Promise<void> {
  const read = async (path: string) => (await (await request.get(path)).json()).items;
  const [{ id: dataPlanId }] = await read(`/operator/data-plans?q=${encodeURIComponent(plan)}`);
  const lists: { id: string; isDefault: boolean }[] = await read('/operator/price-lists');
  const id = lists.find(({ isDefault }) => isDefault)?.id;
  const answer = await request.put(`/operator/price-lists/${id}/prices/${dataPlanId}`, {
    headers: { Origin: url },
    data: { wholesalePrice: { priceValue, currencyCode: 'USD' } },
  });
  expect(answer.status()).toBe(200);
}

/** Imports the catalogue of a supplier for the first time, and applies all of it. */
export async function importFirst({
  stage: { url },
  context: { request },
  carrier,
}: {
  stage: Stage;
  context: BrowserContext;
  carrier: string;
}): Promise<void> {
  const headers = { Origin: url };
  const path = '/operator/catalogue-runs';
  const { id } = await (await request.post(path, { headers, data: { carrier } })).json();
  const read = async () => (await (await request.get(`${path}/${id}`)).json()).state;
  await expect.poll(read, { timeout: 90_000 }).toBe('READY');
  const answer = await request.post(`${path}/${id}/decide`, {
    headers,
    data: { decision: 'apply' },
  });
  expect(answer.ok()).toBe(true);
}
