import { describe, expect, it } from 'vitest';
import { openCatalogues } from '../../../test/support/catalogue-imports.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { newId } from '../../kernel/ids.ts';
import { usd } from '../../kernel/money.ts';
import { installGeography } from '../catalog/index.ts';

const GIGABYTE = 1_073_741_824;
const own = await forThisFile(openCatalogues());
const { db, operator, read, importAll, access } = own;
await db.transaction(installGeography);

const austria = () => {
  const [found] = access.supplier.packages;
  if (!found) throw new Error('there are no packages');
  return found;
};
const pass = {
  ...austria(),
  ...{ packageCode: 'AT1DAY7', slug: 'AT_1_Daily7', name: 'Austria 1 GB a day', dataType: 3 },
  ...{ volume: 1_000_000_000, price: 90_000 },
};
access.supplier.packages.push(pass);
const SINGLE = austria().packageCode;

/** Makes a plan of one amount, which is ordered from eSIM Access. */
async function makePlan(more: object = {}): Promise<string> {
  const size = { sizeValue: 1, sizeUnit: 'GB', validityDays: 7 };
  const body = { name: newId(), ...size, countrySet: 'AT', carrier: 'esim-access', ...more };
  return (await operator('POST', '/operator/data-plans', { body })).json().id;
}
const setSources = (id: string, ...sources: [carrier: string, item: string][]) =>
  operator('PUT', `/operator/data-plans/${id}/sources`, {
    body: { sources: sources.map(([carrier, item]) => ({ carrier, item })) },
  });
const faultsOf = async (id: string) =>
  (await read(`/operator/data-plans/${id}/source-faults`)).items;

describe('a source that is set by hand', () => {
  it('is taken unchecked while no catalogue of its supplier was imported', async () => {
    const id = await makePlan();
    expect((await setSources(id, ['esim-access', 'AT1DAY7'])).statusCode).toBe(200);
    expect(await faultsOf(id)).toEqual([]);
  });

  it('is refused with the terms of its item, if these are not those of the plan', async () => {
    await importAll('esim-access');
    const id = await makePlan();
    const refused = await setSources(id, ['esim-go', 'any'], ['esim-access', 'AT1DAY7']);
    expect(refused.statusCode).toBe(400);
    const offered = 'in the catalogue of esim-access it has 1 GB a day for 7 days';
    const message = `must give data as the plan does: ${offered}`;
    expect(refused.json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: '/sources/1/item', message }],
    });
    expect((await read(`/operator/data-plans/${id}`)).sources).toEqual([]);

    const terms = { sizeValue: 7, dataType: 'daily', dailyBytes: GIGABYTE };
    const daily = await makePlan(terms);
    expect((await setSources(daily, ['esim-access', 'AT1DAY7'])).statusCode).toBe(200);
    const single = await setSources(daily, ['esim-access', SINGLE]);
    expect(single.json().errors[0].message).toContain('it has 1 GB in all for 7 days');
  });

  it('is set, and has its faults listed, if its item has less than the plan or costs more', async () => {
    const id = await makePlan({ sizeValue: 3, validityDays: 30 });
    await operator('PUT', `/operator/data-plans/${id}/cost`, { body: { cost: usd(0.1) } });
    const set = await setSources(id, ['esim-access', SINGLE], ['airalo', 'unknown']);
    expect(set.statusCode, set.body).toBe(200);
    expect(await faultsOf(id)).toEqual([
      expect.objectContaining({ fault: 'above_cost', planned: 0.1 }),
      {
        ...{ carrier: 'esim-access', item: SINGLE, fault: 'less_data' },
        ...{ offered: expect.any(Number), planned: 3 * GIGABYTE },
      },
      expect.objectContaining({ fault: 'shorter_validity', offered: 7, planned: 30 }),
    ]);
    await importAll('airalo');
    expect((await faultsOf(id)).at(-1)).toEqual({
      ...{ carrier: 'airalo', item: 'unknown', fault: 'not_in_catalogue' },
      ...{ offered: null, planned: null },
    });
  });

  it('is told to be gone where it is on, and has no faults where the import switched it off', async () => {
    const terms = { sizeValue: 7, dataType: 'daily', dailyBytes: GIGABYTE };
    const id = await makePlan(terms);
    await setSources(id, ['esim-access', 'AT1DAY7']);
    expect(await faultsOf(id)).toEqual([]);
    const { packages } = access.supplier;
    packages.splice(packages.indexOf(pass), 1);
    await importAll('esim-access');
    expect(await faultsOf(id)).toMatchObject([{ fault: 'gone' }]);
    const { items } = await read('/operator/supplier-items?carrier=esim-access');
    const { dataPlanId } = items.find(({ item }: { item: string }) => item === 'AT1DAY7');
    const made = await read(`/operator/data-plans/${dataPlanId}`);
    expect(made.sources).toMatchObject([{ item: 'AT1DAY7', offSince: expect.any(String) }]);
    expect(await faultsOf(dataPlanId)).toEqual([]);
  });

  it('has no faults to read in a plan that there is not', async () => {
    const answer = await operator('GET', `/operator/data-plans/${newId()}/source-faults`);
    expect(answer.json().code).toBe('data_plan_not_found');
  });
});
