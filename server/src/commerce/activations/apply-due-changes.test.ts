import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { moment } from '../../../test/support/moment.ts';
import { factsOf, sellProfile } from '../../../test/support/profiles.ts';
import { sabotage } from '../../../test/support/sabotage.ts';
import { loadPlans, openShop, registration, type Shop, sell } from '../../../test/support/shop.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import {
  applyAllDueChanges,
  applyDueChanges,
  applyDueChangesEverywhere,
  applyDueChangesWithin,
} from './index.ts';

const { db } = await forThisFile(createTestDatabase(), { hasBooks: false });
await loadPlans(db);

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const at = (shop: Shop, days: number) => ({ accountId: shop.ctx.accountId, now: inDays(days) });
const facts = (shop: Shop, type: string) => factsOf(db, shop.ctx.accountId, type);

/** A shop that sold one package, and so many more like it. */
async function openFullShop(more: number): Promise<Shop> {
  const shop = await openShop(db);
  await sellProfile(shop);
  await db.run(sql`
    insert into activated_items (account_id, id, customer_id, profile_domain_id, inventory_item_id,
      data_plan_id, name, size_value, size_unit, data_bytes, validity_days, country_set, carrier,
      activation_mode, sales_channel, status, state, purchase_price_minor, retail_price_minor,
      sold_at, activated_at, expires_at, due_at)
    select account_id, gen_random_uuid(), customer_id, profile_domain_id, inventory_item_id,
      data_plan_id, name, size_value, size_unit, data_bytes, validity_days, country_set, carrier,
      activation_mode, sales_channel, status, state, purchase_price_minor, retail_price_minor,
      sold_at, activated_at, expires_at, due_at
    from activated_items, generate_series(1, ${more}::int)
    where account_id = ${shop.ctx.accountId}`);
  return shop;
}

/** The types of what was recorded since the sale, and when each came true. */
async function story(shop: Shop): Promise<[string, Date][]> {
  const rows = await db.rows<{ type: string; at: Date }>(sql`
    select type, created_at as at from events
    where account_id = ${shop.ctx.accountId} and type <> 'package.purchased'
    order by sequence`);
  return rows.map((row) => [row.type, row.at]);
}

describe('time', () => {
  it('activates what has waited 90 days, warns a day before the end, and expires', async () => {
    const shop = await openShop(db);
    const { sold } = await sell(shop, registration(shop, { activationMode: 'ON_DEMAND' }));
    const soldAt = Date.parse(sold.activatedItem.salesDate);
    const day = (days: number) => new Date(soldAt + days * DAY_MS);
    expect(await applyAllDueChanges({ db, ...at(shop, 0), now: day(89.99) })).toBe(0);
    expect(await applyAllDueChanges({ ...at(shop, 200), db })).toBe(1);
    expect(await story(shop)).toEqual([
      ['package.activated', day(90)],
      ['package.expiring', day(119)],
      ['package.expired', day(120)],
    ]);
    expect(await applyAllDueChanges({ ...at(shop, 400), db })).toBe(0);
  });

  it('tells each fact once when it passes in steps', async () => {
    const shop = await openShop(db);
    await sellProfile(shop, { activationMode: 'FIRST_USE' });
    for (let day = 0; day <= 130; day += 1) await applyAllDueChanges({ ...at(shop, day), db });
    const types = (await story(shop)).map(([type]) => type);
    expect(types).toEqual(['package.activated', 'package.expiring', 'package.expired']);
  });

  it('tells the facts of many packages in the order in which they came true', async () => {
    const shop = await openShop(db);
    for (const plan of ['worldwide', 'austria', 'worldwide'] as const) {
      await sell(shop, registration(shop, { inventoryItemId: shop.items[plan] }));
    }
    await applyAllDueChanges({ ...at(shop, 60), db });
    const times = (await story(shop)).map(([, time]) => time.getTime());
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times).toHaveLength(9);
  });

  it('does nothing to a package without an end', async () => {
    const shop = await openShop(db);
    await sell(shop, registration(shop, { inventoryItemId: shop.items.endless }));
    expect(await applyAllDueChanges({ ...at(shop, 40_000), db })).toBe(0);
  });

  it('ends a sale whose carrier was silent, and gives the credits back', async () => {
    const shop = await openShop(db);
    const metatag = 'sandbox:unknown_outcome';
    await sell(shop, registration(shop, { metatag }));
    expect((await readCredits({ db, accountId: shop.ctx.accountId })).heldMinor).toBe(200n);
    expect(await applyAllDueChanges({ ...at(shop, 9 / 1440), db })).toBe(0);
    expect(await applyAllDueChanges({ ...at(shop, 11 / 1440), db })).toBe(1);
    expect(await readCredits({ db, accountId: shop.ctx.accountId })).toMatchObject({
      heldMinor: 0n,
      availableMinor: 100_000n,
    });
    expect(await applyAllDueChanges({ ...at(shop, 11 / 1440), db })).toBe(0);
  });

  it('goes by the clock of each account', async () => {
    const [travelled, present] = [await openShop(db), await openShop(db)];
    for (const shop of [travelled, present]) await sellProfile(shop);
    await db.run(sql`
      update accounts set clock_offset_ms = ${31 * DAY_MS}
      where id = ${travelled.ctx.accountId}`);
    const errors: unknown[] = [];
    const parts = { db, realNow: () => new Date(), onError: (e: unknown) => errors.push(e) };
    expect(await applyDueChangesEverywhere(parts)).toBe(1);
    expect(await facts(travelled, 'package.expired')).toHaveLength(1);
    expect(await facts(present, 'package.expired')).toEqual([]);
    expect([await applyDueChangesEverywhere(parts), errors]).toEqual([0, []]);
  });
});

describe('several workers', () => {
  it('share five thousand packages, each of whose facts is told once', async () => {
    const shop = await openFullShop(4_999);
    const workers = Array.from({ length: 6 }, () => applyAllDueChanges({ ...at(shop, 31), db }));
    const moved = await Promise.all(workers);
    expect(moved.reduce((sum, one) => sum + one)).toBe(5_000);
    for (const type of ['package.expiring', 'package.expired']) {
      const items = (await facts(shop, type)).map(({ activatedItem }) => activatedItem);
      expect([items.length, new Set(items).size]).toEqual([5_000, 5_000]);
    }
  });

  it('that die in the middle lose nothing and tell nothing twice', async () => {
    const shop = await openFullShop(99);
    for (let statement = 1; ; statement += 1) {
      const broken = sabotage(db, { at: statement, fault: 'stumble' });
      const died = applyAllDueChanges({ ...at(shop, 31), db: broken.db }).catch(() => 'died');
      const outcome = await died;
      if (!broken.struck()) break;
      expect([outcome, await facts(shop, 'package.expired')]).toEqual(['died', []]);
    }
    expect(await facts(shop, 'package.expired')).toHaveLength(100);
  });

  it('wait for what another has locked when all must have happened', async () => {
    const shop = await openFullShop(9);
    const [started, finished] = [moment(), moment()];
    const slow = db.transaction(async (tx) => {
      await applyDueChanges(tx, { ...at(shop, 31), limit: 4 });
      started.happen();
      await finished.happened;
    });
    await started.happened;
    const rest = db.transaction((tx) => applyDueChangesWithin({ ...at(shop, 31), db: tx }));
    finished.happen();
    await slow;
    expect(await rest).toBe(6);
    expect(await facts(shop, 'package.expired')).toHaveLength(10);
  });

  it('set right a due time that was stale, instead of finding it for ever', async () => {
    const shop = await openFullShop(0);
    await db.run(sql`
      update activated_items set due_at = now() - interval '1 day'
      where account_id = ${shop.ctx.accountId}`);
    expect(await applyAllDueChanges({ ...at(shop, 0), db })).toBe(1);
    expect(await applyAllDueChanges({ ...at(shop, 0), db })).toBe(0);
    expect(await story(shop)).toEqual([['package.activated', expect.any(Date)]]);
  });
});
