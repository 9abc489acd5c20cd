import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/database.ts';
import {
  loadPlans,
  openCounter,
  openShop,
  RETAIL_MINOR,
  registration,
  type Shop,
  sell,
  sellTogether,
  WHOLESALE_MINOR,
} from '../../test/support/shop.ts';
import { importProfiles } from '../carriers/index.ts';
import { auditBooks, readCredits } from '../credits/index.ts';
import { type Database, sql } from '../db/database.ts';
import { withLuhn } from '../lib/check-digits.ts';
import { newId } from '../lib/ids.ts';

let db: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ db, drop } = await createTestDatabase());
  await loadPlans(db);
});
afterAll(async () => {
  expect(await auditBooks(db)).toEqual([]);
  await drop();
});

const balance = async (shop: Shop) => (await readCredits(db, shop.ctx.accountId)).postedMinor;
const topUp = (shop: Shop, customerUid: string, over: object = {}) =>
  registration(shop, { kind: 'top_up', customerUid, ...over } as never);

async function rowsOf(shop: Shop, table: string): Promise<number> {
  const row = await db.row<{ count: bigint }>({
    ...sql`select count(*) from activated_items where account_id = ${shop.ctx.accountId}`,
    text: `select count(*) from ${table} where account_id = $1`,
    values: [shop.ctx.accountId],
  } as never);
  return Number(row?.count);
}

describe('a first package', () => {
  it('makes a customer, an eSIM and a package, and charges the wholesale price once', async () => {
    const shop = await openShop(db);
    const { sold } = await sell(
      shop,
      registration(shop, {
        kind: 'register',
        metatag: 'order-1001',
        customerEmail: 'Anna@example.com',
        expectedPrice: { priceValue: 4.99, currencyCode: 'USD' },
      }),
    );
    expect(sold.status).toBe('success');
    expect(sold.activatedItem).toMatchObject({
      metatag: 'order-1001',
      status: 'PURCHASED',
      state: 'ACTIVE',
      refundable: true,
      purchasePrice: { priceValue: 2, currencyCode: 'USD' },
      retailPrice: { priceValue: 4.99 },
      customerUid: sold.customer.uid,
    });
    expect(sold.customer.email).toBe('Anna@example.com');
    expect(sold.esimProfile.activationCode).toMatch(/^LPA:1\$[^$]+\$[^$]+$/);
    expect(sold.esimProfile).toMatchObject({ state: 'RELEASED', active: true, installCount: 0 });
    expect(await balance(shop)).toBe(100_000n - WHOLESALE_MINOR);
    const types = await db.rows<{ type: string; sequence: bigint }>(sql`
      select type, sequence from events where account_id = ${shop.ctx.accountId} order by sequence`);
    expect(types).toEqual([
      { type: 'package.purchased', sequence: 1n },
      { type: 'package.activated', sequence: 2n },
    ]);
  });

  it.each(['FIRST_USE', 'ON_DEMAND'] as const)('waits 90 days when sold %s', async (mode) => {
    const shop = await openShop(db);
    const { sold } = await sell(shop, registration(shop, { activationMode: mode }));
    const { salesDate, state, balance: left } = sold.activatedItem;
    expect([state, left.activatedAt]).toEqual(['WAITING', null]);
    expect(Date.parse(left.expiresAt) - Date.parse(salesDate)).toBe(90 * 86_400_000);
  });

  it('has no expiry when its validity has no end', async () => {
    const shop = await openShop(db);
    const endless = registration(shop, { inventoryItemId: shop.items.endless });
    const { sold } = await sell(shop, endless);
    expect(sold.activatedItem.balance).toMatchObject({ expiresAt: null, validitySize: null });
  });

  it('makes a second customer for a known e-mail', async () => {
    const shop = await openShop(db);
    const same = registration(shop, { kind: 'register', customerEmail: 'a@b.test' });
    const [one, two] = [await sell(shop, same), await sell(shop, same)];
    expect(one.sold.customer.uid).not.toBe(two.sold.customer.uid);
  });
});

describe('a top-up', () => {
  it('joins the customer and its first domain, without a new eSIM', async () => {
    const shop = await openShop(db);
    const first = await sell(shop, registration(shop));
    const more = await sell(shop, topUp(shop, first.sold.customer.uid));
    expect(more.sold.customer).toEqual(first.sold.customer);
    expect(more.sold.esimProfile).toBeNull();
    expect(await rowsOf(shop, 'profile_domains')).toBe(1);
  });

  it('with a profile joins the domain, or opens one when dedicated', async () => {
    const shop = await openShop(db);
    const { sold } = await sell(shop, registration(shop));
    const shared = { kind: 'top_up_with_profile' };
    const joined = await sell(shop, topUp(shop, sold.customer.uid, shared));
    expect(joined.sold.esimProfile.iccid).not.toBe(sold.esimProfile.iccid);
    expect(await rowsOf(shop, 'profile_domains')).toBe(1);
    await sell(shop, topUp(shop, sold.customer.uid, { ...shared, dedicated: true }));
    expect(await rowsOf(shop, 'profile_domains')).toBe(2);
  });

  it('joins the domain that it names, and refuses one of another customer', async () => {
    const shop = await openShop(db);
    const { sold } = await sell(shop, registration(shop));
    const dedicated = { kind: 'top_up_with_profile', dedicated: true };
    await sell(shop, topUp(shop, sold.customer.uid, dedicated));
    const domain = await db.row<{ id: string }>(sql`
      select id from profile_domains where account_id = ${shop.ctx.accountId} and dedicated`);
    const customerProfileDomainId = domain?.id;
    const named = { customerProfileDomainId };
    const { sold: more } = await sell(shop, topUp(shop, sold.customer.uid, named));
    const stored = await db.row<{ domain: string }>(sql`
      select profile_domain_id as domain from activated_items
      where account_id = ${shop.ctx.accountId} and id = ${more.activatedItem.uid}`);
    expect(stored?.domain).toBe(customerProfileDomainId);

    const stranger = await sell(shop, registration(shop));
    const { refused } = await sell(shop, topUp(shop, stranger.sold.customer.uid, named));
    expect(refused).toBe('profile_domain_not_found');
  });
});

describe('a refused sale', () => {
  it('gets the first refusal of the documented order and leaves everything as it was', async () => {
    const shop = await openShop(db, 0n);
    const rich = await openShop(db);
    const theirs = await sell(rich, registration(rich));
    const wrongPrice = { expectedPrice: { priceValue: 4.98, currencyCode: 'USD' } };
    const onDemand = { activationMode: 'ON_DEMAND' as const };
    const { items } = shop;
    const austria = { inventoryItemId: items.austria };

    const attempts: [string, object][] = [
      ['inventory_item_not_found', { inventoryItemId: newId(), ...onDemand, ...wrongPrice }],
      ['inventory_item_not_found', { inventoryItemId: "'; drop table x", ...wrongPrice }],
      ['inventory_item_not_found', { inventoryItemId: rich.items.austria, ...wrongPrice }],
      ['activation_mode_not_allowed', { ...austria, ...onDemand, ...wrongPrice }],
      ['price_mismatch', { ...austria, ...wrongPrice }],
      ['price_mismatch', { expectedPrice: { priceValue: 4.99, currencyCode: 'EUR' } }],
      ['insufficient_credits', austria],
    ];
    for (const [code, over] of attempts) {
      expect([over, (await sell(shop, registration(shop, over))).refused]).toEqual([over, code]);
    }
    const foreign = topUp(shop, theirs.sold.customer.uid, wrongPrice);
    expect((await sell(shop, foreign)).refused).toBe('customer_not_found');
    for (const table of ['customers', 'activated_items', 'esim_profiles', 'transfers', 'events']) {
      expect([table, await rowsOf(shop, table)]).toEqual([table, 0]);
    }
  });

  it('names inactive items, other country sets and deleted customers', async () => {
    const shop = await openShop(db);
    const { sold } = await sell(shop, registration(shop));
    const { accountId } = shop.ctx;
    const elsewhere = topUp(shop, sold.customer.uid, { inventoryItemId: shop.items.europe });
    expect((await sell(shop, elsewhere)).refused).toBe('country_set_mismatch');

    await db.run(sql`
      update inventory_items set active = false
      where account_id = ${accountId} and id = ${shop.items.austria}`);
    const inactive = registration(shop, { inventoryItemId: shop.items.austria });
    expect((await sell(shop, inactive)).refused).toBe('inventory_item_inactive');

    await db.run(sql`
      update customers set erased_at = now(), email = null
      where account_id = ${accountId} and id = ${sold.customer.uid}`);
    expect((await sell(shop, elsewhere)).refused).toBe('customer_deleted');
  });

  it('is refused while the account is suspended, or when it must say where the traveller is', async () => {
    const shop = await openShop(db);
    const { accountId } = shop.ctx;
    await db.run(sql`update accounts set requires_user_location = true where id = ${accountId}`);
    const { refusal } = await sell(shop, registration(shop, { userIp: '192.0.2.1' }));
    expect(refusal).toMatchObject({ code: 'invalid_request', errors: [{ path: '/userCountry' }] });
    const located = registration(shop, { userIp: '192.0.2.1', userCountry: 'AT' });
    expect((await sell(shop, located)).sold.status).toBe('success');

    await db.run(sql`update accounts set suspended_at = now() where id = ${accountId}`);
    expect((await sell(shop, located)).refused).toBe('account_suspended');
  });
});

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
    expect(await rowsOf(shop, 'activated_items')).toBe(50);
    expect(await rowsOf(shop, 'esim_profiles')).toBe(50);
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
    expect(await rowsOf(shop, 'activated_items')).toBe(1);
    const again = await sell(shop, request, 'order-7');
    expect([again.isReplay, again.body]).toEqual([true, [...bodies][0]]);
  });

  it('keeps no refusal: the same key sells once there are credits', async () => {
    const shop = await openShop(db, WHOLESALE_MINOR - 1n);
    const request = registration(shop);
    expect((await sell(shop, request, 'later')).refused).toBe('insufficient_credits');
    await db.transaction(async (tx) => {
      const { addCredits } = await import('../credits/index.ts');
      const more = { amountMinor: 1n, type: 'adjustment', description: 'One cent' } as const;
      await addCredits(tx, shop.ctx, more);
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

  it('takes prepaid stock before credits, charges nothing for it and does not refund it', async () => {
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
      insert into api_keys (account_id, client_id, name, secret_hash, scopes, created_at)
      values (${shop.ctx.accountId}, ${clientId}, 'limited', ${Buffer.alloc(32)}, '{sell}', now())`);
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
