import { expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  AUSTRIA_AT_ACCESS,
  awaitOrders,
  choicesOf,
  loadOrderedPlan,
  openEsimAccess,
  openLiveShop,
  openOrdering,
  ordersOf,
  WHOLESALE_MINOR,
} from '../../../test/support/supply.ts';
import { selectOrderOf } from '../../connectivity/carrier-orders/index.ts';
import { importProfiles } from '../../connectivity/carriers/index.ts';
import { readProfiles } from '../../connectivity/esims/index.ts';
import { withLuhn } from '../../kernel/check-digits.ts';
import { readCredits } from '../../money/credits/index.ts';

const CREDITS_MINOR = 10_000_000n;
const at = (carrier: string) => ({ state: 'DELIVERED', packageState: 'ACTIVE', carrier });

const { db } = await forThisFile(createTestDatabase());
const access = await forThisFile(openEsimAccess());
const { settings } = access;
let carriers = 0;

/** A plan of eSIM Access with the stock of a carrier as its second source. */
async function openShop(profiles: number) {
  carriers += 1;
  const stock = `meadow-${carriers}`;
  const lines = Array.from({ length: profiles }, (_, index) => {
    const number = String(carriers * 1_000 + index).padStart(14, '0');
    return `${withLuhn(`8988${number}`)},26201${number.slice(-10)},LPA:1$smdp.test$${number}`;
  });
  if (profiles > 0) {
    const csv = lines.join('\n');
    await db.transaction((tx) => importProfiles(tx, { carrier: stock, csv }));
  }
  const sources = [AUSTRIA_AT_ACCESS, { carrier: stock, item: 'stock' }];
  const dataPlanId = await loadOrderedPlan(db, { sources });
  const shop = await openLiveShop(db, { dataPlanId, settings, creditsMinor: CREDITS_MINOR });
  return { ...shop, stock };
}

/** Works on orders while eSIM Access is out of stock. */
function workWithoutSupplier(): void {
  access.supplier.outOfStock.add('AT1D7');
  onTestFinished(() => access.supplier.outOfStock.clear());
  const ordering = openOrdering(db, settings);
  onTestFinished(() => ordering.close());
}

it('delivers an eSIM from stock when the supplier has none, and charges it once', async () => {
  const shop = await openShop(2);
  workWithoutSupplier();
  const { uid, customer } = await shop.register();
  await awaitOrders(db, shop.accountId, [at(shop.stock)]);
  expect(await choicesOf(db, { ...shop, uid })).toEqual([
    'esim-access chosen preferred',
    'esim-access refused out_of_stock',
    `${shop.stock} chosen next`,
  ]);
  // What was sent to the supplier that refused was not bought.
  const unpaid = { item: null, costTenThousandths: null, costCurrency: null };
  expect(await selectOrderOf(db, shop.accountId, uid)).toMatchObject(unpaid);
  const customerIds = [customer];
  const [profile] = await readProfiles(db, { accountId: shop.accountId, customerIds });
  expect(profile?.carrier).toBe(shop.stock);
  expect(await readCredits({ db, accountId: shop.accountId })).toMatchObject({
    postedMinor: CREDITS_MINOR - WHOLESALE_MINOR,
    heldMinor: 0n,
  });
});

it('tops up the eSIM from stock, and takes no other one', async () => {
  const shop = await openShop(1);
  workWithoutSupplier();
  const { customer } = await shop.register();
  await awaitOrders(db, shop.accountId, [at(shop.stock)]);
  const { uid } = await shop.topUp(customer);
  await awaitOrders(db, shop.accountId, [at(shop.stock), at(shop.stock)]);
  expect(await choicesOf(db, { ...shop, uid })).toEqual([`${shop.stock} chosen has_esim`]);
  const customerIds = [customer];
  expect(await readProfiles(db, { accountId: shop.accountId, customerIds })).toHaveLength(1);
});

it('gives each eSIM in stock to one of many sales, and charges nothing for the others', async () => {
  const shop = await openShop(3);
  await Promise.all(Array.from({ length: 6 }, () => shop.register()));
  workWithoutSupplier();
  await expect
    .poll(async () => (await ordersOf(db, shop.accountId)).map(({ state }) => state).sort(), {
      timeout: 15_000,
    })
    .toEqual([...Array(3).fill('DELIVERED'), ...Array(3).fill('REFUSED')]);
  const orders = await ordersOf(db, shop.accountId);
  const given = orders.flatMap(({ iccid }) => iccid ?? []);
  expect(new Set(given).size).toBe(3);
  expect(orders.filter(({ reason }) => reason === 'out_of_stock')).toHaveLength(3);
  expect(await readCredits({ db, accountId: shop.accountId })).toMatchObject({
    postedMinor: CREDITS_MINOR - 3n * WHOLESALE_MINOR,
    heldMinor: 0n,
  });
});
