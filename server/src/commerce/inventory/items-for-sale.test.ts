import { beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';
import { keyOf, newId } from '../../kernel/ids.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import type { DataPlan } from '../catalog/index.ts';
import { createOrganization } from '../onboarding/index.ts';
import { createPriceList, setPrices } from '../wholesale/index.ts';
import { deductStockUnits, loadItemsForSale, lockStock, offerItems } from './index.ts';
import { selectInventoryVersion } from './inventory-version-store.ts';

let organizationId: string;
let accountId: string;

const { db } = await forThisFile(createTestDatabase());

beforeEach(async () => {
  const shop = { name: 'Shop', email: 'owner@shop.test', now: new Date() };
  const made = await db.transaction((tx) => createOrganization(tx, shop));
  organizationId = made.organizationId;
  accountId = made.sandboxAccountId;
});

async function offer(plan: DataPlan, more: { name?: string; active?: boolean } = {}) {
  const item = { dataPlanId: plan.id, retailMinor: 900n, ...more };
  const ctx = { accountId, now: new Date() };
  const [id = ''] = await db.transaction((tx) => offerItems({ ...ctx, db: tx }, [item]));
  return id;
}

async function setStock(id: string, units: number): Promise<void> {
  await db.run(sql`
    update inventory_items set stock_units = ${units}
    where account_id = ${accountId} and id = ${id}`);
}

async function versionOf(account: string): Promise<bigint | undefined> {
  return (await selectInventoryVersion(db, account))?.inventory;
}

/** Locks the items and returns the units of each. */
async function lock(tx: Tx, ids: readonly string[]): Promise<number[]> {
  const items = ids.map((id) => ({ accountId, id }));
  const units = await lockStock(tx, items, { skipLocked: false });
  return items.map((item) => units.get(keyOf(item)) ?? -1);
}

describe('items for sale', () => {
  test('items for sale have their plan, their price and their stock', async () => {
    const plan = await addPlan(db, {
      name: 'Europe 3 GB',
      sizeValue: 3,
      validityDays: null,
      countrySet: 'EU',
      carrier: 'imported',
      wholesaleMinor: 490n,
    });
    const id = await offer(plan);
    await setStock(id, 4);

    expect(await loadItemsForSale(db, [{ accountId, id }])).toEqual(
      new Map([
        [
          keyOf({ accountId, id }),
          {
            id,
            name: 'Europe 3 GB',
            retailMinor: 900n,
            wholesaleMinor: 490n,
            active: true,
            stockUnits: 4,
            dataPlanId: plan.id,
            sizeValue: 3,
            sizeUnit: 'GB',
            dataBytes: 3_221_225_472n,
            dataTerms: null,
            validityDays: null,
            countrySet: 'EU',
            countrySetKind: 'region',
            carrier: 'imported',
          },
        ],
      ]),
    );
  });

  test('items for sale are found by any spelling of their ID, and nothing else is found', async () => {
    const id = await offer(await addPlan(db, { wholesaleMinor: 1n }));
    const itemIds = [id, id.toUpperCase(), newId(), 'nothing', ''];
    const ofAccount = (account: string) =>
      itemIds.map((each) => ({ accountId: account, id: each }));
    const items = await loadItemsForSale(db, ofAccount(accountId));
    expect([...items.keys()]).toEqual([`${accountId}/${id}`, `${accountId}/${id.toUpperCase()}`]);
    expect(await loadItemsForSale(db, [])).toEqual(new Map());
    expect(await loadItemsForSale(db, ofAccount(newId()))).toEqual(new Map());
  });

  test('items for sale cost the agreed price, else the default, else are not found', async () => {
    const both = await addPlan(db, { wholesaleMinor: 500n });
    const usual = await addPlan(db, { wholesaleMinor: 600n });
    const agreed = await addPlan(db);
    const ids = [await offer(both), await offer(usual), await offer(agreed)];
    const costs = async () => {
      const asked = ids.map((id) => ({ accountId, id }));
      const items = await loadItemsForSale(db, asked);
      return asked.map((one) => items.get(keyOf(one))?.wholesaleMinor);
    };
    expect(await costs()).toEqual([500n, 600n, undefined]);

    await db.transaction(async (tx) => {
      const { id: priceListId } = await createPriceList({ db: tx }, { name: 'Agreed' });
      const prices = [
        { dataPlanId: both.id, wholesaleMinor: 0n },
        { dataPlanId: agreed.id, wholesaleMinor: 700n },
      ];
      await setPrices({ db: tx, now: new Date() }, { priceListId, prices });
      await tx.run(sql`
        update organizations set price_list_id = ${priceListId} where id = ${organizationId}`);
    });
    expect(await costs()).toEqual([0n, 600n, 700n]);
  });
});

describe('offering', () => {
  test("offering a plan uses the plan's name by default, and raises the version once", async () => {
    const plans = [await addPlan(db, { name: 'By plan' }), await addPlan(db)];
    const before = await versionOf(accountId);
    const items = [
      { dataPlanId: plans[0]?.id ?? '', retailMinor: 1n },
      {
        id: newId(),
        dataPlanId: plans[1]?.id ?? '',
        name: 'By hand',
        retailMinor: 2n,
        active: false,
      },
    ];
    const ids = await db.transaction((tx) =>
      offerItems({ db: tx, accountId, now: new Date() }, items),
    );

    expect(ids[1]).toBe(items[1]?.id);
    const rows = await db.rows(sql`
      select id, name, active from inventory_items where account_id = ${accountId} order by name`);
    expect(rows).toEqual([
      { id: ids[1], name: 'By hand', active: false },
      { id: ids[0], name: 'By plan', active: true },
    ]);
    expect(await versionOf(accountId)).toBe((before ?? 0n) + 1n);
  });

  test('offering a plan again changes nothing, not even the version', async () => {
    const plan = await addPlan(db);
    await offer(plan, { name: 'First' });
    const before = await versionOf(accountId);

    expect(await offer(plan, { name: 'Second' })).toBe('');
    expect(await versionOf(accountId)).toBe(before);
  });

  test('offering refuses an unknown plan', async () => {
    const item = { dataPlanId: newId(), name: 'Nothing', retailMinor: 1n };
    const ctx = { accountId, now: new Date() };
    await expect(db.transaction((tx) => offerItems({ ...ctx, db: tx }, [item]))).rejects.toThrow();
  });
});

describe('stock', () => {
  test('locked stock stays locked until the end, and sales beside it wait for nobody', async () => {
    const id = await offer(await addPlan(db, { wholesaleMinor: 1n }));
    await setStock(id, 2);
    let second: Promise<number[]> | undefined;

    await db.transaction(async (tx) => {
      expect(await lock(tx, [id])).toEqual([2]);
      // The rows that the foreign keys of a sold package require.
      await db.run(sql`
        select from inventory_items where account_id = ${accountId} and id = ${id}
        for key share nowait`);
      const waiting = db.run(sql`
        select from inventory_items where account_id = ${accountId} and id = ${id}
        for no key update nowait`);
      await expect(waiting).rejects.toMatchObject({ code: '55P03' });
      second = db.transaction((other) => lock(other, [id]));
      await deductStockUnits(tx, [{ accountId, id, units: 2 }]);
    });

    expect(await second).toEqual([0]);
  });

  test('stock of many items is taken at once, and the version rises', async () => {
    const ids: string[] = [];
    for (const units of [5, 1]) {
      const id = await offer(await addPlan(db, { wholesaleMinor: 1n }));
      await setStock(id, units);
      ids.push(id);
    }
    const [a = '', b = ''] = ids;
    const before = await versionOf(accountId);

    const wanted = [
      { accountId, id: a, units: 3 },
      { accountId, id: b, units: 1 },
    ];
    await db.transaction((tx) => deductStockUnits(tx, wanted));
    expect(await db.transaction((tx) => lock(tx, ids))).toEqual([2, 0]);
    expect(await versionOf(accountId)).toBe((before ?? 0n) + 1n);
  });

  test('taking more stock than there is fails the whole transaction', async () => {
    const id = await offer(await addPlan(db, { wholesaleMinor: 1n }));
    const another = await offer(await addPlan(db, { wholesaleMinor: 1n }));
    await setStock(id, 1);
    const wanted = [id, another].map((each) => ({ accountId, id: each, units: 1 }));
    const deducting = db.transaction((tx) => deductStockUnits(tx, wanted));
    await expect(deducting).rejects.toThrow('fewer units');
    expect(await db.transaction((tx) => lock(tx, [id]))).toEqual([1]);
  });

  test('stock of another account can neither be seen nor taken', async () => {
    const id = await offer(await addPlan(db, { wholesaleMinor: 1n }));
    await setStock(id, 1);
    const stranger = newId();
    const seen = db.transaction((tx) =>
      lockStock(tx, [{ accountId: stranger, id }], { skipLocked: false }),
    );
    expect(await seen).toEqual(new Map());
    const deducting = db.transaction((tx) =>
      deductStockUnits(tx, [{ accountId: stranger, id, units: 1 }]),
    );
    await expect(deducting).rejects.toThrow('fewer units');
  });
});
