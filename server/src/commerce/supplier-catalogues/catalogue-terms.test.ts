import { describe, expect, it } from 'vitest';
import { openCatalogues } from '../../../test/support/catalogue-imports.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { loadOrderedPlan } from '../../../test/support/supply.ts';
import { usd } from '../../kernel/money.ts';
import { sql } from '../../platform/db/database.ts';
import { installGeography } from '../catalog/index.ts';

const GIGABYTE = 1_073_741_824;
const own = await forThisFile(openCatalogues());
const { db, operator, read, importAll, access, airalo } = own;
await db.transaction(installGeography);
const dataPlanId = await loadOrderedPlan(db, { item: 'AT_1_7' });

const readPlan = () => read(`/operator/data-plans/${dataPlanId}`);
const austria = () => {
  const [found] = access.supplier.packages;
  if (!found) throw new Error('there are no packages');
  return found;
};
const unlimited = () => {
  const [found] = airalo.supplier.packages.filter(({ isUnlimited }) => isUnlimited);
  if (!found) throw new Error('no package is unlimited');
  return found;
};

describe('the cost of a plan', () => {
  it('leaves the cost that a person set on the same day, and says so', async () => {
    const path = `/operator/data-plans/${dataPlanId}/cost`;
    await importAll('esim-access');
    expect((await readPlan()).costs[0]).toMatchObject({ setBy: 'import' });
    await operator('PUT', path, { body: { cost: usd(9.5) } });
    austria().price = 54_000;
    await importAll('esim-access');
    const [cost] = (await readPlan()).costs;
    expect(cost).toMatchObject({ cost: { priceValue: 9.5 }, setBy: 'person' });
    const entry = await db.row<{ kept: string[] }>(sql`
      select after -> 'costsOfPeople' as kept
      from audit_log where action = 'catalogue_run.applied' order by id desc limit 1`);
    expect(entry?.kept).toEqual([dataPlanId]);
  });
});

describe('an item with data by the day or without a limit', () => {
  it('puts a day pass into the plan with the same days, and not into one of the same size', async () => {
    const name = 'Austria 1 GB a day';
    const size = { sizeValue: 7, sizeUnit: 'GB', validityDays: 7 } as const;
    const of = { ...size, name, countrySet: 'AT', carrier: 'esim-access' };
    const single = (await operator('POST', '/operator/data-plans', { body: of })).json();
    const terms = { dataType: 'daily', dailyBytes: GIGABYTE };
    const daily = await operator('POST', '/operator/data-plans', { body: { ...of, ...terms } });
    const code = { packageCode: 'AT1DAY7', slug: 'AT_1_Daily7', name };
    const pass = { ...austria(), ...code, volume: 1_000_000_000, dataType: 3 };
    access.supplier.packages.push(pass);
    const { lines } = await importAll('esim-access');
    const line = lines.find(({ item }) => item === 'AT1DAY7');
    expect(line).toMatchObject({
      item: 'AT1DAY7',
      dataBytes: 7_000_000_000,
      dataType: 'daily',
      dailyBytes: 1_000_000_000,
    });
    expect(line).not.toHaveProperty('dayTimeZone');
    const sourcesAt = async (id: string) => (await read(`/operator/data-plans/${id}`)).sources;
    expect(await sourcesAt(single.id)).toEqual([]);
    expect(await sourcesAt(daily.json().id)).toMatchObject([{ item: 'AT1DAY7' }]);
  });

  it('makes plans without a limit, and refuses terms that nobody can read', async () => {
    airalo.supplier.packages.push(
      { ...unlimited(), id: 'germany-unlimited-15days', day: 15 },
      { ...unlimited(), id: 'germany-unlimited-30days', day: 30, fairUse: 'Fair use applies.' },
    );
    const { lines } = await importAll('airalo');
    expect(lines.filter(({ item }) => item.startsWith('germany'))).toMatchObject([
      { item: 'germany-unlimited-15days', kind: 'new', dataType: 'unlimited', dataBytes: null },
      { item: 'germany-unlimited-30days', kind: 'refused', reason: 'unclear_terms' },
    ]);
    const { items } = await read('/operator/supplier-items?carrier=airalo');
    const made = items.find(({ item }: { item: string }) => item === 'germany-unlimited-15days');
    expect(await read(`/operator/data-plans/${made.dataPlanId}`)).toMatchObject({
      ...{ dataType: 'unlimited', sizeValue: 45, sizeUnit: 'GB', validityDays: 15 },
      fairUse: { bytes: 3 * GIGABYTE, period: 'day', speedKbps: 1_000 },
    });
  });
});
