import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  countRows,
  loadPlans,
  openShop,
  registration,
  type Shop,
  sell,
  topUp,
  WHOLESALE_MINOR,
} from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

const balance = async (shop: Shop) =>
  (await readCredits({ db, accountId: shop.ctx.accountId })).postedMinor;

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
      select type, sequence from events
      where account_id = ${shop.ctx.accountId}
      order by sequence`);
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

  it('makes a second customer for a known email', async () => {
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
    expect(await countRows(shop, 'profile_domains')).toBe(1);
  });

  it('with a profile joins the domain, or opens one when dedicated', async () => {
    const shop = await openShop(db);
    const { sold } = await sell(shop, registration(shop));
    const shared = { kind: 'top_up_with_profile' } as const;
    const joined = await sell(shop, topUp(shop, sold.customer.uid, shared));
    expect(joined.sold.esimProfile.iccid).not.toBe(sold.esimProfile.iccid);
    expect(await countRows(shop, 'profile_domains')).toBe(1);
    await sell(shop, topUp(shop, sold.customer.uid, { ...shared, dedicated: true }));
    expect(await countRows(shop, 'profile_domains')).toBe(2);
  });

  it('joins the domain that it names, and refuses one of another customer', async () => {
    const shop = await openShop(db);
    const { sold } = await sell(shop, registration(shop));
    const dedicated = { kind: 'top_up_with_profile', dedicated: true } as const;
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
      expect([table, await countRows(shop, table)]).toEqual([table, 0]);
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

  it('is refused while suspended, or when it must say where the traveller is', async () => {
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
