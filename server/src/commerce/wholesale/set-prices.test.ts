import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';
import { sql } from '../../platform/db/database.ts';
import { readCatalogueVersion, selectDefaultPriceList } from '../catalog/index.ts';
import { createPriceList, setPrices } from './index.ts';

const test = await forThisFile(createTestDatabase());
const PLAN_ID = (await addPlan(test.db, { wholesaleMinor: 149n })).id;

const version = () => readCatalogueVersion(test.db);
const standardList = async () => (await selectDefaultPriceList(test.db))?.id ?? '';

describe('price lists', () => {
  const create = (name: string) =>
    test.db.transaction((tx) => createPriceList({ db: tx }, { name }));
  const set = (priceListId: string, prices: [string, bigint][]) =>
    test.db.transaction((tx) =>
      setPrices(
        { db: tx, now: new Date() },
        {
          priceListId,
          prices: prices.map(([dataPlanId, wholesaleMinor]) => ({ dataPlanId, wholesaleMinor })),
        },
      ),
    );
  const entries = (priceListId: string) =>
    test.db.rows(sql`
      select data_plan_id, wholesale_minor
      from price_list_entries
      where price_list_id = ${priceListId}`);

  it('price lists have their own prices beside the default ones', async () => {
    const standard = await standardList();
    const own = await create('Good customer');
    const before = await version();
    await set(own.id, [[PLAN_ID.toUpperCase(), 99n]]);
    expect(await entries(own.id)).toEqual([{ data_plan_id: PLAN_ID, wholesale_minor: 99n }]);
    expect(await entries(standard)).toMatchObject([{ wholesale_minor: 149n }]);
    expect(await version()).toBe(before + 1n);
  });

  it('price lists take the last of two prices of a plan; the same price raises no version', async () => {
    const own = await create('Own');
    await set(own.id, [
      [PLAN_ID, 1n],
      [PLAN_ID.toUpperCase(), 2n],
    ]);
    const before = await version();
    expect(await set(own.id, [[PLAN_ID, 2n]])).toEqual({ changes: 0 });
    expect(await entries(own.id)).toMatchObject([{ wholesale_minor: 2n }]);
    expect(await version()).toBe(before);
  });

  it.each([
    ['an empty name', ''],
    ['a blank name', '  '],
    ['a name of 256 letters', 'x'.repeat(256)],
  ])('price lists refuse %s', async (_, name) => {
    await expect(create(name)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it.each([
    ['/prices/0/dataPlanId', 'nothing', 1n],
    ['/prices/0/dataPlanId', '4f1eec1b-61dc-47df-91a6-000000000000', 1n],
    ['/prices/0/wholesaleMinor', undefined, -1n],
    ['/prices/0/wholesaleMinor', undefined, 1_000_000_001n],
  ])(
    'price lists refuse at %s an unknown plan or an amount out of range',
    async (path, plan, amount) => {
      const standard = await standardList();
      const before = await version();
      await expect(set(standard, [[plan ?? PLAN_ID, amount]])).rejects.toMatchObject({
        code: 'invalid_request',
        errors: [{ path }],
      });
      expect(await version()).toBe(before);
    },
  );
});
