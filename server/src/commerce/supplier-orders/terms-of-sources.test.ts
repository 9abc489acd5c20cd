import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  AUSTRIA_AT_ACCESS,
  AUSTRIA_AT_GO,
  awaitOrders,
  choicesOf,
  loadOrderedPlan,
  openEsimAccess,
  openEsimGo,
  openLiveShop,
  openOrdering,
} from '../../../test/support/supply.ts';
import { dailyTerms } from '../../connectivity/carriers/index.ts';
import { readCredits } from '../../money/credits/index.ts';
import { sql } from '../../platform/db/database.ts';

const GIGABYTE = 1_073_741_824;

const { db } = await forThisFile(createTestDatabase());
const access = await forThisFile(openEsimAccess());
const go = await forThisFile(openEsimGo());
const settings = { ...access.settings, ...go.settings };
await forThisFile(openOrdering(db, settings));

const bought = ({ supplier }: typeof access | typeof go) => supplier.books().orders.length;

describe('a plan with data by the day', () => {
  it('is ordered for its days, and not from a source with one amount of data', async () => {
    const pass = { carrier: 'esim-access', item: 'AT_1_Daily:7d' };
    const terms = { sizeValue: 7, dataTerms: dailyTerms(GIGABYTE) };
    const dailyPlanId = await loadOrderedPlan(db, {
      ...{ carrier: 'esim-go', sources: [AUSTRIA_AT_GO, pass], ...terms },
    });
    const before = bought(go);
    const shop = await openLiveShop(db, { dataPlanId: dailyPlanId, settings });
    const { uid } = await shop.register();
    await awaitOrders(db, shop.accountId, [{ state: 'DELIVERED', carrier: 'esim-access' }]);
    expect(await choicesOf(db, { ...shop, uid })).toEqual([
      'esim-go skipped other_terms',
      'esim-access chosen next',
    ]);
    expect(bought(go)).toBe(before);
    const order = access.supplier.books().orders.at(-1);
    expect(order).toMatchObject({ item: 'ATDAY', charged: 7 * 7_200 });
    const kept = await db.row<{ cost: bigint }>(sql`
      select cost_ten_thousandths as cost
      from carrier_orders
      where account_id = ${shop.accountId}`);
    expect(kept?.cost).toBe(7n * 8_000n);
    expect(access.supplier.esim(order?.iccids[0] ?? '')).toMatchObject({ totalDuration: 7 });
  });

  it('is refused where every source gives one amount of data', async () => {
    const terms = { sizeValue: 7, dataTerms: dailyTerms(GIGABYTE) };
    const planId = await loadOrderedPlan(db, {
      sources: [AUSTRIA_AT_GO, AUSTRIA_AT_ACCESS],
      ...terms,
    });
    const shop = await openLiveShop(db, { dataPlanId: planId, settings });
    const before = [bought(access), bought(go)];
    await shop.register();
    const reason = 'no_source';
    await awaitOrders(db, shop.accountId, [{ state: 'REFUSED', packageState: 'FAILED', reason }]);
    expect([bought(access), bought(go)]).toEqual(before);
    expect((await readCredits({ db, accountId: shop.accountId })).heldMinor).toBe(0n);
  });
});
