import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../test/support/app.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { personOf } from '../../../../test/support/people.ts';
import { openReseller, type Reseller } from '../../../../test/support/resellers.ts';
import { loadPlans, PLANS } from '../../../../test/support/shop.ts';
import { addPlan } from '../../../../test/support/small-catalogue.ts';
import { usd } from '../../../kernel/money.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call: operator } = await personOf(store, '', 'operator');
const [acme, other] = [await openReseller(store), await openReseller(store)];
const organizationIds = [acme.organizationId, other.organizationId];

type Shown = { organizationId: string; mode: string; dataPlanId: string; change: string };

async function preview(body: object): Promise<{ token: string; items: Shown[] }> {
  const answer = await operator('POST', '/operator/offers/preview', { body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}
const save = (body: object) => operator('POST', '/operator/offers', { body });
const inventory = async ({ call }: Reseller) =>
  (await call('GET', '/gigastore/products/inventory?limit=200')).json().items as {
    id: string;
    name: string;
    retailPrices: { priceValue: number }[];
  }[];

describe('offers of many plans to many resellers', () => {
  it('show what is new and what costs something else, and save exactly that', async () => {
    const { id: dataPlanId } = await addPlan(store.db, { wholesaleMinor: 200n });
    const plans = [
      { dataPlanId },
      { dataPlanId: PLANS.worldwide.id, retailPrice: usd(7.77) },
      { dataPlanId: PLANS.europe.id },
    ];
    const body = { organizationIds, plans };
    const { token, items } = await preview(body);
    // The shop offers on the sandbox accounts alone.
    const inSandbox = items.filter(({ mode }) => mode === 'sandbox');
    expect(inSandbox.map(({ change }) => change).sort()).toEqual(['new', 'new', 'price', 'price']);
    expect(items).toContainEqual(
      expect.objectContaining({
        ...{ organizationId: acme.organizationId, mode: 'sandbox', change: 'new', dataPlanId },
        ...{ wholesalePrice: usd(2), oldRetailPrice: null, newRetailPrice: usd(4.99) },
      }),
    );
    const saved = await save({ ...body, token });
    expect(saved.json(), saved.body).toMatchObject({ token });
    for (const reseller of [acme, other]) {
      const own = await inventory(reseller);
      const worldwide = own.find(({ id }) => id === reseller.items.worldwide);
      expect(worldwide?.retailPrices[0]?.priceValue).toBe(7.77);
    }
    expect((await preview(body)).items).toEqual([]);
    const owner = await personOf(store, acme.organizationId, 'owner');
    const log = (await owner.call('GET', '/gigastore/audit-log')).json();
    expect(log.items).toContainEqual(
      expect.objectContaining({
        action: 'inventory.offered',
        after: { added: 1, removed: 0, repriced: 1 },
      }),
    );
  });

  it('take out the other plans if they are complete, but never prepaid units', async () => {
    const reseller = await openReseller(store);
    const { call, items: own } = reseller;
    const path = `/gigastore/products/inventory/${own.europe}/stock`;
    const bought = await call('POST', path, { body: { units: 1 } });
    expect(bought.statusCode, bought.body).toBe(200);
    const plans = [{ dataPlanId: PLANS.worldwide.id }];
    const body = { organizationIds: [reseller.organizationId], plans, isComplete: true };
    const { token, items } = await preview(body);
    const changes = items.filter(({ mode }) => mode === 'sandbox');
    expect(changes.find(({ dataPlanId }) => dataPlanId === PLANS.europe.id)?.change).toBe(
      'prepaid',
    );
    expect(changes.some(({ change }) => change === 'gone')).toBe(true);
    expect((await save({ ...body, token })).statusCode).toBe(200);
    const left = (await inventory(reseller)).map(({ id }) => id).sort();
    expect(left).toEqual([own.europe, own.worldwide].sort());
  });

  it('are refused whole if anything has moved since the preview', async () => {
    const body = {
      organizationIds,
      plans: [{ dataPlanId: PLANS.austria.id, retailPrice: usd(9) }],
    };
    const { token } = await preview(body);
    const item = `/gigastore/products/inventory/${other.items.austria}`;
    const moved = await other.call('PUT', item, { body: { retailPrice: usd(8.5) } });
    expect(moved.statusCode, moved.body).toBe(200);
    expect((await save({ ...body, token })).json().code).toBe('price_mismatch');
    const austria = (await inventory(acme)).find(({ id }) => id === acme.items.austria);
    expect(austria?.retailPrices[0]?.priceValue).not.toBe(9);
  });

  it('are saved once by two people with the same preview', async () => {
    const body = {
      organizationIds,
      plans: [{ dataPlanId: PLANS.austria.id, retailPrice: usd(11) }],
    };
    const { token } = await preview(body);
    const answers = await Promise.all([save({ ...body, token }), save({ ...body, token })]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });
});
