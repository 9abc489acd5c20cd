import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { type Sql, sql, type Tx } from '../../platform/db/database.ts';
import {
  type Catalogue,
  demonstration,
  findCountrySet,
  installGeography,
  knownCountrySets,
  loadCatalogue,
  readCatalogueVersion,
} from './index.ts';

const test = await forThisFile(createTestDatabase());

beforeEach(async () => {
  await test.db.run(sql`delete from price_list_entries`);
  await test.db.run(sql`delete from price_lists`);
  await test.db.run(sql`delete from data_plans`);
  await test.db.run(sql`delete from country_sets`);
});

const load = (catalogue: Catalogue) => test.db.transaction((tx) => loadCatalogue(tx, catalogue));
const version = () => readCatalogueVersion(test.db);

const PLAN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';

function smallCatalogue(change: { name?: string; wholesaleMinor?: bigint } = {}): Catalogue {
  return {
    countrySets: [{ code: 'AT', name: 'Austria', kind: 'country', countries: ['AT'] }],
    dataPlans: [
      {
        id: PLAN_ID,
        name: change.name ?? 'eSIM Austria 1.5 GB',
        sizeValue: 1.5,
        sizeUnit: 'GB',
        validityDays: null,
        countrySet: 'AT',
        carrier: 'sandbox',
      },
    ],
    prices: [{ dataPlanId: PLAN_ID, wholesaleMinor: change.wholesaleMinor ?? 149n }],
  };
}

function storedPlan() {
  return test.db.row(sql`
    select data_plans.name, size_value, size_unit, data_bytes, validity_days, wholesale_minor,
      is_default
    from data_plans
    join price_list_entries on data_plan_id = data_plans.id
    join price_lists on price_lists.id = price_list_id`);
}

describe('loading a catalogue', () => {
  it('loading a catalogue stores its sets, plans and prices, with prices in the default list', async () => {
    await load(smallCatalogue());
    expect(await storedPlan()).toEqual({
      name: 'eSIM Austria 1.5 GB',
      size_value: '1.500',
      size_unit: 'GB',
      data_bytes: 1_610_612_736n,
      validity_days: null,
      wholesale_minor: 149n,
      is_default: true,
    });
    expect(await findCountrySet(test.db, 'at')).toEqual(smallCatalogue().countrySets[0]);
  });

  it('loading a catalogue again changes nothing, not even the version', async () => {
    const first = await load(smallCatalogue());
    const before = await version();
    expect(await load(smallCatalogue())).toEqual({ priceListId: first.priceListId, changes: 0 });
    expect(await version()).toBe(before);
  });

  it.each([
    ['name', smallCatalogue({ name: 'eSIM Austria' })],
    ['price', smallCatalogue({ wholesaleMinor: 150n })],
  ])('loading a catalogue updates another %s and raises the version once', async (_, changed) => {
    await load(smallCatalogue());
    const before = await version();
    expect(await load(changed)).toMatchObject({ changes: 1 });
    expect(await version()).toBe(before + 1n);
    expect(await storedPlan()).toMatchObject({
      name: changed.dataPlans[0]?.name,
      wholesale_minor: changed.prices[0]?.wholesaleMinor,
    });
  });

  it('loading a catalogue leaves the version unchanged when the transaction fails', async () => {
    const before = await version();
    const nowhere = { ...smallCatalogue(), countrySets: [] };
    await expect(load(nowhere)).rejects.toThrow('data_plans_country_set_fkey');
    expect(await version()).toBe(before);
  });

  it('two stores that load the catalogue at once make one default price list', async () => {
    const [one, other] = await Promise.all([load(smallCatalogue()), load(smallCatalogue())]);
    expect(one.priceListId).toBe(other.priceListId);
  });

  it('loading the demonstration takes few statements, because a first start waits for it', async () => {
    const { catalogue } = demonstration();
    const { countrySets, dataPlans, prices } = catalogue;
    let statements = 0;
    const loaded = await test.db.transaction((tx) => {
      const counting: Tx = {
        kind: 'transaction',
        row: (statement) => tx.row(counted(statement)),
        rows: (statement) => tx.rows(counted(statement)),
        run: (statement) => tx.run(counted(statement)),
        isDistributed: tx.isDistributed,
      };
      return loadCatalogue(counting, catalogue);
    });
    expect(loaded.changes).toBe(countrySets.length + dataPlans.length + prices.length);
    expect(statements).toBe(6);

    function counted(statement: Sql): Sql {
      statements += 1;
      return statement;
    }
  });
});

describe('finding a country set', () => {
  it.each([
    ['an unknown code', 'ZZ'],
    ['one letter', 'x'],
    ['nothing', ''],
    ['a NUL byte', 'AT\0'],
    ['a quote', "AT' or true"],
    ['a very long text', 'A'.repeat(10_000)],
  ])('finding a country set refuses %s', async (_, code) => {
    await load(smallCatalogue());
    await expect(findCountrySet(test.db, code)).rejects.toMatchObject({
      code: 'country_set_not_found',
    });
  });
});

describe('geography', () => {
  const install = () => test.db.transaction(installGeography);
  const nameOf = async (code: string) => (await findCountrySet(test.db, code)).name;

  it('migrating creates the shipped country sets, once', async () => {
    expect(await install()).toBe(knownCountrySets().length);
    const before = await version();
    expect(await install()).toBe(0);
    expect(await version()).toBe(before);
    expect((await findCountrySet(test.db, 'WWW')).countries.length).toBeGreaterThan(150);
  });

  it('migrating updates a shipped country set and keeps a set that an operator edited', async () => {
    await install();
    await test.db.run(sql`update country_sets set name = 'Old' where code in ('EU', 'AT')`);
    await test.db.run(sql`update country_sets set edited_at = now() where code = 'EU'`);
    expect(await install()).toBe(1);
    expect(await nameOf('AT')).toBe('Austria');
    expect(await nameOf('EU')).toBe('Old');
  });
});
