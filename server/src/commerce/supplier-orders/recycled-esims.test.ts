import { describe, expect, it, onTestFinished } from 'vitest';
import { airaloSupplier } from '../../../simulators/airalo/supplier.ts';
import { startSimulator } from '../../../simulators/simulator.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  awaitOrders,
  DELIVERED,
  loadOrderedPlan,
  openEsimAccess,
  openLiveShop,
  openOrdering,
  ordersOf,
  WHOLESALE_MINOR,
} from '../../../test/support/supply.ts';
import { listOrders } from '../../connectivity/carrier-orders/index.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';
import { applyAllDueChanges } from '../activations/index.ts';

const CREDITS_MINOR = 10_000_000n;
const ITEM = 'austria-7days-1gb';

describe('a company in the sandbox mode of Airalo', async () => {
  const { db } = await forThisFile(createTestDatabase());
  const key = { clientId: 'client', clientSecret: 'secret' };
  const supplier = airaloSupplier({ ...key, mode: 'sandbox' });
  const simulator = await forThisFile(startSimulator(supplier, { isLimited: false }));
  const settings = { airalo: { ...key, url: simulator.url } };
  const dataPlanId = await loadOrderedPlan(db, { carrier: 'airalo', item: ITEM });

  it('delivers its test eSIM once; later orders end, are not charged and are told', async () => {
    const shop = await openLiveShop(db, { dataPlanId, settings });
    const ordering = openOrdering(db, settings);
    onTestFinished(() => ordering.close());
    await shop.register();
    await awaitOrders(db, shop.accountId, [DELIVERED]);
    const recycled = { state: 'REFUSED', reason: 'esim_recycled', packageState: 'FAILED' };
    for (const count of [1, 2]) {
      await shop.register();
      const ended = Array.from({ length: count }, () => ({ ...recycled, asks: false }));
      await awaitOrders(db, shop.accountId, [DELIVERED, ...ended]);
    }
    expect(await readCredits({ db, accountId: shop.accountId })).toMatchObject({
      postedMinor: CREDITS_MINOR - WHOLESALE_MINOR,
      heldMinor: 0n,
    });
    // The numbers at the supplier are kept: a person can ask for another eSIM there.
    const numbers = supplier.books().orders.map(({ order }) => order);
    const orders = await ordersOf(db, shop.accountId);
    expect(orders.map((one) => one.supplierOrder)).toEqual(numbers);
    expect(await listOrders(db, { unused: true, limit: 10 })).toHaveLength(2);
    const waiting = await db.rows(sql`select id from carrier_orders where next_at is not null`);
    expect([waiting, ordering.failures]).toEqual([[], []]);
  });
});

describe('a supplier that uses numbers again', async () => {
  const { db } = await forThisFile(createTestDatabase());
  const supplier = await forThisFile(openEsimAccess());
  const dataPlanId = await loadOrderedPlan(db);
  const work = () => {
    const ordering = openOrdering(db, supplier.settings);
    onTestFinished(() => ordering.close());
  };
  /** A stock has a profile with these numbers. */
  const keepProfile = (iccid: string, imsi: string | null) =>
    db.run(sql`
      with added as (
        insert into carrier_profiles (iccid, carrier, imsi, smdp_address, matching_id)
        values (${iccid}, 'alpine', ${imsi}, 'rsp.alpine.example', 'A-1')
        returning iccid, carrier
      )
      insert into free_profiles (iccid, carrier)
      select iccid, carrier
      from added`);

  it('delivers an eSIM with the IMSI of another, which is left out', async () => {
    const shop = await openLiveShop(db, { dataPlanId, settings: supplier.settings });
    const { answer } = supplier.supplier;
    onTestFinished(() => {
      supplier.supplier.answer = answer;
    });
    const imsi = '260060145143896';
    await keepProfile('8988303000000000010', imsi);
    supplier.supplier.answer = async (request) => {
      const given = await answer(request);
      const body = JSON.parse(
        JSON.stringify(given.body).replace(/"imsi":"\d+"/, `"imsi":"${imsi}"`),
      );
      return { ...given, body };
    };
    work();
    await shop.register();
    await awaitOrders(db, shop.accountId, [DELIVERED]);
    const [profile] = await db.rows(sql`
      select imsi from esim_profiles where account_id = ${shop.accountId}`);
    expect(profile).toEqual({ imsi: null });
  });

  it('does not spoil a sale by a spare eSIM whose ICCID another has by now', async () => {
    const shop = await openLiveShop(db, { dataPlanId, settings: supplier.settings });
    const { accountId } = shop;
    let isDue = true;
    supplier.failWith(({ path }) => {
      if (!isDue || !path.endsWith('/esim/order')) return undefined;
      isDue = false;
      return 'answer_lost_after';
    });
    await shop.register();
    const first = openOrdering(db, supplier.settings);
    await awaitOrders(db, accountId, [{ state: 'UNKNOWN' }]);
    await first.close();
    await applyAllDueChanges({ db, accountId, now: new Date(Date.now() + 601_000) });
    work();
    const spare = { state: 'DELIVERED', packageState: 'FAILED', isSpare: true };
    await awaitOrders(db, accountId, [spare]);
    const [{ iccid } = { iccid: null }] = await ordersOf(db, accountId);
    await keepProfile(iccid ?? '', null);
    const bought = supplier.supplier.books().orders.length;

    await shop.register();
    await awaitOrders(db, accountId, [{ ...spare, isSpare: false }, DELIVERED]);
    expect(supplier.supplier.books().orders).toHaveLength(bought + 1);
  });
});
