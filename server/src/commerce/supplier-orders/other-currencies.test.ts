import { beforeAll, describe, expect, it } from 'vitest';
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
import { sql } from '../../platform/db/database.ts';
import { replacePlanSources, upsertPlanCosts } from '../catalog/index.ts';

const { db } = await forThisFile(createTestDatabase());
const access = await forThisFile(openEsimAccess());
const go = await forThisFile(openEsimGo());
/** The bundle costs 1.37 EUR, the package 1.40 USD. */
const settings = { ...access.settings, esimGo: { ...go.settings.esimGo, currency: 'EUR' } };
const [austria] = access.supplier.packages;
if (austria) austria.price = 14_000;
const dataPlanId = await loadOrderedPlan(db, {
  policy: 'cheapest',
  sources: [AUSTRIA_AT_ACCESS, AUSTRIA_AT_GO],
});
const shop = await openLiveShop(db, { dataPlanId, settings });
await forThisFile(Promise.resolve(openOrdering(db, settings)));
const bought: object[] = [];

async function sell(expected: object): Promise<string[]> {
  const { uid } = await shop.register();
  bought.push(expected);
  await awaitOrders(db, shop.accountId, bought);
  return choicesOf(db, { ...shop, uid });
}
const cheapest = () => sell({ state: 'DELIVERED' });

describe('the cheapest source among prices of several currencies', () => {
  it('is never one without a rate', async () => {
    const choices = ['esim-go skipped no_price', 'esim-access chosen cheapest'];
    expect(await cheapest()).toEqual(choices);
  });

  it('is found by the rate of the day', async () => {
    await db.run(sql`
      insert into exchange_rates (currency, valid_from, usd_millionths)
      values ('EUR', '2026-01-01', 1000000), ('EUR', '2099-01-01', 9000000)`);
    expect(await cheapest()).toEqual(['esim-go chosen cheapest']);
  });

  it('is found by the rate that is kept with the price of an imported item', async () => {
    await keepPrice();
    expect(await cheapest()).toEqual(['esim-access chosen cheapest']);
  });
});

describe("the guard of a plan's cost", () => {
  beforeAll(async () => {
    await db.transaction((tx) => replacePlanSources(tx, { dataPlanId, sources: [AUSTRIA_AT_GO] }));
  });
  const setCost = (costMinor: bigint) =>
    db.transaction((tx) =>
      upsertPlanCosts(tx, [{ dataPlanId, validFrom: '2026-01-01', costMinor }]),
    );

  it('compares in dollars, a fraction of a cent counting as one', async () => {
    await setCost(150n);
    const refused = await sell({ state: 'REFUSED', reason: 'price_changed' });
    expect(refused).toEqual(['esim-go skipped price_changed']);
    await setCost(151n);
    await sell({ state: 'DELIVERED' });
  });
});

/** 1.37 EUR are 1.507 USD by the rate of the import. */
async function keepPrice(): Promise<void> {
  await db.run(sql`
    insert into supplier_items (carrier, item, name, countries, networks, applied_at)
    values ('esim-go', ${AUSTRIA_AT_GO.item}, 'Austria', '{AT}', '[]', now())`);
  await db.run(sql`
    insert into supplier_costs
      (carrier, item, from_at, ten_thousandths, currency, rate_valid_from, usd_millionths,
        usd_ten_thousandths)
    values ('esim-go', ${AUSTRIA_AT_GO.item}, now(), 13700, 'EUR', '2025-12-01', 1100000, 15070)`);
}
