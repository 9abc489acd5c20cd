import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  countRows,
  loadPlans,
  openCounter,
  openShop,
  RETAIL_MINOR,
  registration,
  type Shop,
  sell,
  sellTogether,
  WHOLESALE_MINOR,
} from '../../../test/support/shop.ts';
import { importProfiles } from '../../connectivity/carriers/index.ts';
import { withLuhn } from '../../kernel/check-digits.ts';
import { newId } from '../../kernel/ids.ts';
import { addCredits, readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

const balance = async (shop: Shop) =>
  (await readCredits({ db, accountId: shop.ctx.accountId })).postedMinor;

describe('races', () => {
  it('sells exactly 50 of 200 simultaneous requests on credits for 50', async () => {
    const shop = await openShop(db, 50n * WHOLESALE_MINOR);
    const second = { ...shop, ...openCounter(db) };
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, n) => sell(n % 2 ? shop : second, registration(shop))),
    );
    expect(outcomes.filter(({ sold }) => sold)).toHaveLength(50);
    const refused = outcomes.flatMap(({ refused }) => refused ?? []);
    expect(new Set(refused)).toEqual(new Set(['insufficient_credits']));
    expect(await balance(shop)).toBe(0n);
    expect(await countRows(shop, 'activated_items')).toBe(50);
    expect(await countRows(shop, 'esim_profiles')).toBe(50);
  });

  it('sells the last profile in stock once, however many counters want it', async () => {
    const shop = await openShop(db);
    const iccid = withLuhn(`894300000000${Date.now() % 1_000_000}`.padEnd(18, '0').slice(0, 18));
    const imsi = `23207${String(Date.now() % 10 ** 10).padStart(10, '0')}`;
    const csv = `iccid,imsi,activation_code\n${iccid},${imsi},LPA:1$smdp.alpine.test$ONLY-ONE\n`;
    await db.transaction((tx) => importProfiles(tx, { carrier: 'alpine', csv }));
    const counters = Array.from({ length: 4 }, () => ({ ...shop, ...openCounter(db) }));
    const live = { ...shop.ctx, mode: 'live' as const };
    const inventoryItemId = shop.items.imported;
    const imported = registration(shop, { inventoryItemId, ctx: live });
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, n) => sell(counters[n % 4] as Shop, imported)),
    );
    expect(outcomes.filter(({ sold }) => sold)).toHaveLength(1);
    const refused = outcomes.flatMap(({ refused }) => refused ?? []);
    expect(new Set(refused)).toEqual(new Set(['out_of_stock']));
    expect(await balance(shop)).toBe(100_000n - WHOLESALE_MINOR);
  });

  it('never takes a real profile for play money', async () => {
    const shop = await openShop(db);
    const imported = registration(shop, { inventoryItemId: shop.items.imported });
    const { sold } = await sell(shop, imported);
    expect(sold.esimProfile.activationCode).toContain('sandbox');
  });

  it('sells once for one idempotency key asked 50 times at once, on any counter', async () => {
    const shop = await openShop(db);
    const second = { ...shop, ...openCounter(db) };
    const request = registration(shop);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => sell(n % 2 ? shop : second, request, 'order-7')),
    );
    const bodies = new Set(outcomes.flatMap(({ body }) => body ?? []));
    expect(bodies.size).toBe(1);
    const refused = outcomes.flatMap(({ refused }) => refused ?? []);
    expect(refused.every((code) => code === 'idempotency_key_in_progress')).toBe(true);
    expect(await countRows(shop, 'activated_items')).toBe(1);
    const again = await sell(shop, request, 'order-7');
    expect([again.isReplay, again.body]).toEqual([true, [...bodies][0]]);
  });

  it('keeps no refusal: the same key sells once there are credits', async () => {
    const shop = await openShop(db, WHOLESALE_MINOR - 1n);
    const request = registration(shop);
    expect((await sell(shop, request, 'later')).refused).toBe('insufficient_credits');
    await db.transaction(async (tx) => {
      const more = { amountMinor: 1n, type: 'adjustment', description: 'One cent' } as const;
      await addCredits({ ...shop.ctx, db: tx }, more);
    });
    expect((await sell(shop, request, 'later')).isReplay).toBe(false);
    expect((await sell(shop, request, 'later')).isReplay).toBe(true);
    const other = registration(shop, { metatag: 'another' });
    expect((await sell(shop, other, 'later')).refused).toBe('idempotency_key_reused');
  });

  it('settles a mixed batch as if each had come alone, in order', async () => {
    const shop = await openShop(db, 3n * WHOLESALE_MINOR);
    await db.run(sql`
      update inventory_items set stock_units = 2
      where account_id = ${shop.ctx.accountId} and id = ${shop.items.europe}`);
    const europe = { inventoryItemId: shop.items.europe };
    const asked = [{}, europe, {}, europe, europe, {}, { inventoryItemId: newId() }];
    const requests = asked.map((over) => registration(shop, over));
    expect(await sellTogether(shop, requests)).toEqual([
      'PURCHASED',
      'ACTIVATED',
      'PURCHASED',
      'ACTIVATED',
      'PURCHASED',
      'insufficient_credits',
      'inventory_item_not_found',
    ]);
  });

  it('takes prepaid stock before credits, charges and refunds nothing for it', async () => {
    const shop = await openShop(db, 0n);
    await db.run(sql`
      update inventory_items set stock_units = 1
      where account_id = ${shop.ctx.accountId} and id = ${shop.items.worldwide}`);
    const { sold } = await sell(shop, registration(shop));
    expect(sold.activatedItem).toMatchObject({
      status: 'ACTIVATED',
      refundable: false,
      refundableReason: 'not_refundable_stock',
      retailPrice: { priceValue: Number(RETAIL_MINOR) / 100 },
    });
    expect((await sell(shop, registration(shop))).refused).toBe('insufficient_credits');
  });

  it('keeps a key within its daily limit, also with two transactions in flight', async () => {
    const shop = await openShop(db);
    const clientId = `limited-${newId()}`;
    await db.run(sql`
      with owned as (
        insert into api_key_owners (client_id, account_id)
        values (${clientId}, ${shop.ctx.accountId})
        returning client_id, account_id
      )
      insert into api_keys (account_id, client_id, name, secret_hash, scopes, created_at)
      select account_id, client_id, 'limited', ${Buffer.alloc(32)}, '{sell}', now()
      from owned`);
    const limited = {
      ctx: {
        ...shop.ctx,
        actor: { kind: 'api_key' as const, clientId },
        dailySpendLimitMinor: 5n * WHOLESALE_MINOR,
      },
    };
    const second = { ...shop, ...openCounter(db) };
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        sell(n % 2 ? shop : second, registration(shop, limited)),
      ),
    );
    expect(outcomes.filter(({ sold }) => sold)).toHaveLength(5);
    const refused = outcomes.flatMap(({ refused }) => refused ?? []);
    expect(new Set(refused)).toEqual(new Set(['spend_limit_reached']));
  });
});
