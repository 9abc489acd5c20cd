import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';

const PATH = '/operator/carrier-networks';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const { call: operator } = await personOf(store, '', 'operator');

const put = (carrier: string, networks: object[]) =>
  operator('PUT', PATH, { body: { carrier, networks } });
const A1 = { mcc: '232', mnc: '01', technologies: ['5G', '4G'] };
const MAGENTA = { mcc: '232', mnc: '03', technologies: [] };
const TELEKOM = { mcc: '262', mnc: '01', technologies: ['4G'] };

/** Returns the names of a plan's networks in the catalogue, and once it is offered in the item. */
async function networksOf(carrier: string, countrySet: string): Promise<string[][]> {
  const plan = await addPlan(store.db, { carrier, countrySet, wholesaleMinor: 200n });
  const detail = (await reseller.call('GET', `/gigastore/catalogue/${plan.id}`)).json();
  const body = { productId: plan.id, retailPrice: { priceValue: 9.99, currencyCode: 'USD' } };
  const { id } = (await reseller.call('POST', '/gigastore/products/inventory', { body })).json();
  const item = (await reseller.call('GET', `/gigastore/products/inventory/${id}`)).json();
  const named = ({ networks }: { networks: { country: string; name: string }[] }) =>
    networks.map(({ country, name }) => `${country} ${name}`);
  return [named(detail), named(item)];
}

describe('the networks of a carrier', () => {
  it('are shown by its plans, in the countries of each plan', async () => {
    const answer = await put('alpine', [TELEKOM, MAGENTA, A1]);
    expect(answer.json()).toEqual({
      carrier: 'alpine',
      networks: [
        { ...A1, country: 'AT', name: 'A1.net', technologies: ['4G', '5G'] },
        { ...MAGENTA, country: 'AT', name: 'Magenta' },
        { ...TELEKOM, country: 'DE', name: 'Telekom' },
      ],
    });
    expect((await operator('GET', `${PATH}?carrier=alpine`)).json()).toEqual(answer.json());
    const inAustria = ['AT A1.net', 'AT Magenta'];
    expect(await networksOf('alpine', 'AT')).toEqual([inAustria, inAustria]);
    const inEurope = [...inAustria, 'DE Telekom'];
    expect(await networksOf('alpine', 'EU')).toEqual([inEurope, inEurope]);
  });

  it('are replaced as a whole, with an entry in the audit log', async () => {
    await put('nordic', [A1, MAGENTA]);
    await put('nordic', [MAGENTA]);
    expect(await networksOf('nordic', 'AT')).toEqual([['AT Magenta'], ['AT Magenta']]);
    await put('nordic', []);
    expect(await networksOf('nordic', 'AT')).toEqual([[], []]);
    const { items } = (await operator('GET', '/gigastore/audit-log')).json();
    expect(items[0]).toMatchObject({
      action: 'carrier.networks_changed',
      target: 'nordic',
      before: { networks: ['232-03'] },
      after: { networks: [] },
    });
  });

  it('are those of the simulated phones for the plans of the sandbox', async () => {
    expect(await networksOf('sandbox', 'AT')).toEqual([['AT Magenta'], ['AT Magenta']]);
  });

  it.each([
    ['unknown', [{ ...A1, mcc: '999' }], '/networks/0/mnc'],
    ['there twice', [A1, MAGENTA, { ...A1, mnc: '001' }], '/networks/2/mnc'],
    ['of a technology that does not exist', [{ ...A1, technologies: ['6G'] }], undefined],
  ])('are refused if one is %s', async (_, networks, path) => {
    const refused = (await put('alpine', networks)).json();
    expect(refused.code).toBe('invalid_request');
    if (path) expect(refused.errors[0].path).toBe(path);
  });
});

it('a plan that the account cannot offer is not in its catalogue', async () => {
  const { id } = await addPlan(store.db, {});
  for (const productId of [id, 'no-plan']) {
    const answer = await reseller.call('GET', `/gigastore/catalogue/${productId}`);
    expect(answer.json().code).toBe('data_plan_not_found');
  }
});
