import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller, purchase, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans, PLANS } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';
import { rollUpSales } from './roll-up-sales.ts';
import { SALES_GROUPS, type SalesSums } from './sales.ts';
import { reportSales, reportSalesBy } from './sales-report.ts';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 8;
const PATH = '/operator/reports/sales';

const store = await forThisFile(openStore(), { hasBooks: false });
await loadPlans(store.db);
const { call } = await personOf(store, '', 'operator');

const PLAN_IDS = [PLANS.worldwide.id, PLANS.europe.id] as const;
const STATES = ['ACTIVE', 'PENDING', 'FAILED', 'REFUNDED', 'STOCK'] as const;

/** A package in the model; times in milliseconds after the first day. */
type Package = {
  plan: 0 | 1;
  state: (typeof STATES)[number];
  soldMs: number;
  refundedAfterMs: number;
  priceMinor: number;
  retailMinor: number;
};
type Cost = { plan: 0 | 1; day: number; costMinor: number };

const within = fc.integer({ min: 0, max: DAYS * DAY_MS - 1 });
const plan = fc.constantFrom(0 as const, 1 as const);
const packages = fc.array(
  fc.record<Package>({
    plan,
    state: fc.constantFrom(...STATES),
    soldMs: within,
    refundedAfterMs: fc.integer({ min: 0, max: 3 * DAY_MS }),
    priceMinor: fc.nat(10_000),
    retailMinor: fc.nat(20_000),
  }),
  { maxLength: 30 },
);
const costs = fc.uniqueArray(
  fc.record<Cost>({ plan, day: fc.nat(DAYS - 1), costMinor: fc.nat(5_000) }),
  { selector: ({ plan: of, day }) => `${of} ${day}`, maxLength: 8 },
);
/** Midnights, and moments within an hour. */
const bound = fc.oneof(
  fc.nat(DAYS).map((day) => day * DAY_MS),
  within,
);
const range = fc
  .tuple(bound, bound)
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);

const dayOf = (ms: number) => Math.floor(ms / DAY_MS);
const dateOf = (day: number) => new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10);

/** The report by counting one package after the other. */
function countUp(sold: Package[], known: Cost[], [from, before]: readonly [number, number]) {
  const rows = new Map<string, SalesSums>();
  const isInside = (ms: number) => ms >= from && ms < before;
  for (const each of sold) {
    if (each.state === 'PENDING' || each.state === 'FAILED') continue;
    const cost = known
      .filter((one) => one.plan === each.plan && one.day <= dayOf(each.soldMs))
      .sort((a, b) => b.day - a.day)[0]?.costMinor;
    if (isInside(each.soldMs)) count(rows, { each, cost, day: dayOf(each.soldMs), sign: 1n });
    const refundedMs = each.soldMs + each.refundedAfterMs;
    if (each.state !== 'REFUNDED' || !isInside(refundedMs)) continue;
    count(rows, { each, cost, day: dayOf(refundedMs), sign: -1n });
  }
  return Object.fromEntries(rows);
}

type Counted = { each: Package; cost: number | undefined; day: number; sign: 1n | -1n };

function count(rows: Map<string, SalesSums>, { each, cost, day, sign }: Counted): void {
  const key = `${day} ${each.plan}`;
  const sums = rows.get(key) ?? {
    ...{ sold: 0n, refunded: 0n, fromStock: 0n, unitsWithoutCost: 0n },
    ...{ revenueMinor: 0n, stockRevenueMinor: 0n, retailMinor: 0n, costMinor: 0n },
  };
  const isStock = each.state === 'STOCK';
  rows.set(key, {
    sold: sums.sold + (sign > 0n ? 1n : 0n),
    refunded: sums.refunded + (sign < 0n ? 1n : 0n),
    fromStock: sums.fromStock + (isStock ? 1n : 0n),
    unitsWithoutCost: sums.unitsWithoutCost + (cost === undefined ? sign : 0n),
    revenueMinor: sums.revenueMinor + sign * BigInt(each.priceMinor),
    stockRevenueMinor: sums.stockRevenueMinor + (isStock ? BigInt(each.priceMinor) : 0n),
    retailMinor: sums.retailMinor + sign * BigInt(each.retailMinor),
    costMinor: sums.costMinor + sign * BigInt(cost ?? 0),
  });
}

/** Puts these packages in the place of all that the reseller has, and these costs of all. */
async function make(reseller: Reseller, sold: Package[], known: Cost[]): Promise<void> {
  const { db } = store;
  const template = await templateOf(reseller);
  await db.run(sql`
    delete from activated_items
    where account_id = ${reseller.id} and id <> ${template}`);
  await db.run(sql`delete from plan_costs`);
  for (const { plan: of, day, costMinor } of known) {
    await db.run(sql`
      insert into plan_costs (data_plan_id, valid_from, cost_minor)
      values (${PLAN_IDS[of]}, ${dateOf(day)}, ${costMinor})`);
  }
  for (const each of sold) await insertPackage(reseller, template, each);
  await deleteSums(reseller);
}

/** The next job makes the sums of the account from its packages; until then there are none. */
async function deleteSums({ id }: Reseller): Promise<void> {
  await store.db.run(sql`delete from sales_totals where account_id = ${id}`);
  await store.db.run(sql`
    update sales_totals_progress set rolled_until = null where account_id = ${id}`);
}

async function insertPackage(reseller: Reseller, template: string, each: Package): Promise<void> {
  const soldAt = new Date(FIRST_DAY + each.soldMs);
  const isRefunded = each.state === 'REFUNDED';
  const refundedAt = isRefunded ? new Date(soldAt.getTime() + each.refundedAfterMs) : null;
  const isStock = each.state === 'STOCK';
  const whole = isStock ? 'ACTIVATED' : 'PURCHASED';
  await store.db.run(sql`
    insert into activated_items (
      account_id, id, customer_id, profile_domain_id, esim_profile_id, inventory_item_id,
      data_plan_id, name, size_value, size_unit, data_bytes, country_set, carrier,
      activation_mode, sales_channel, status, state, purchase_price_minor, retail_price_minor,
      sold_at, activated_at, refunded_at
    )
    select account_id, gen_random_uuid(), customer_id, profile_domain_id, esim_profile_id,
      ${itemOf(reseller, each)}, ${PLAN_IDS[each.plan]}, name, size_value, size_unit, data_bytes,
      country_set, carrier, activation_mode, sales_channel,
      ${isRefunded ? 'REFUNDED' : whole}, ${isStock ? 'ACTIVE' : each.state},
      ${each.priceMinor}, ${each.retailMinor}, ${soldAt}, ${soldAt}, ${refundedAt}
    from activated_items
    where account_id = ${reseller.id} and id = ${template}`);
}

const itemOf = ({ items }: Reseller, { plan: of }: Package) =>
  of === 0 ? items.worldwide : items.europe;

const templates = new Map<string, string>();

/** A package of the reseller that was sold today, outside of all that is reported here. */
async function templateOf(reseller: Reseller): Promise<string> {
  const known = templates.get(reseller.id) ?? (await reseller.sell()).activatedItemUid;
  templates.set(reseller.id, known);
  return known;
}

describe('the report of sales', () => {
  it('adds up to what counting one package after the other does', async () => {
    const reseller = await openReseller(store);
    const life = [packages, costs, range, fc.boolean()] as const;
    const property = fc.asyncProperty(...life, async (sold, known, [from, to], isRolledUp) => {
      await make(reseller, sold, known);
      if (isRolledUp) await rollUpSales(store.db, reseller.id);
      const report = await reportSales(store.db, {
        from: new Date(FIRST_DAY + from),
        before: new Date(FIRST_DAY + to),
        ...{ mode: null, organizationId: reseller.organizationId },
      });
      const rows = report.rows.map(({ day, dataPlanId, planName, carrier, ...sums }) => {
        const number = (new Date(day).getTime() - FIRST_DAY) / DAY_MS;
        return [`${number} ${PLAN_IDS.indexOf(dataPlanId)}`, sums] as const;
      });
      const model = countUp(sold, known, [from, to]);
      expect(Object.fromEntries(rows)).toEqual(model);
      const total = Object.values(model).reduce((sum, row) => sum + row.revenueMinor, 0n);
      expect(report.totals.revenueMinor).toBe(total);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('has the live accounts alone unless it is asked for others', async () => {
    await store.db.run(sql`delete from plan_costs`);
    const reseller = await openReseller(store);
    await purchase(reseller);
    const read = async (query: string) => {
      const path = `${PATH}?organization_id=${reseller.organizationId}${query}`;
      return (await call('GET', path)).json();
    };
    expect(await read('')).toMatchObject({ items: [], totals: { sold: 0 } });
    const { items, totals } = await read('&mode=sandbox');
    expect(items).toMatchObject([{ dataPlanId: PLANS.worldwide.id, sold: 1, unitsWithoutCost: 1 }]);
    expect(totals.revenue.priceValue).toBe(2);
    expect(await read('&mode=all')).toEqual({ items, totals });
    expect((await call('GET', `${PATH}?organization_id=nobody`)).json().items).toEqual([]);
  });

  it('takes refunds out on their day, and knows the margin', async () => {
    const reseller = await openReseller(store);
    const cost = { cost: { priceValue: 0.75, currencyCode: 'USD' } };
    await call('PUT', `/operator/data-plans/${PLANS.worldwide.id}/cost`, { body: cost });
    const { activatedItemUid } = await purchase(reseller);
    await purchase(reseller);
    const path = `/gigastore/activations/activated-items/${activatedItemUid}/refund`;
    await reseller.call('POST', path);
    const report = `${PATH}?mode=all&organization_id=${reseller.organizationId}`;
    expect((await call('GET', report)).json().totals).toMatchObject({
      ...{ sold: 2, refunded: 1, fromStock: 0, unitsWithoutCost: 0 },
      revenue: { priceValue: 2 },
      retail: { priceValue: 4.99 },
      cost: { priceValue: 0.75 },
      margin: { priceValue: 1.25 },
    });
    const csv = await call('GET', report, { headers: { accept: 'text/csv' } });
    const [header, row, total] = csv.body.trim().split('\r\n');
    expect(header).toMatch(/^day,dataPlanId,planName,carrier,sold,refunded,/);
    expect(row).toMatch(/,sandbox,2,1,0,0,2\.00,0\.00,4\.99,0\.75,1\.25,USD$/);
    expect(total).toBe('total,,,,2,1,0,0,2.00,0.00,4.99,0.75,1.25,USD');
  });

  it('of a reseller shows its sales of the last 30 days', async () => {
    const reseller = await openReseller(store);
    await purchase(reseller);
    const path = `/operator/organizations/${reseller.organizationId}`;
    const { accounts } = (await call('GET', path)).json();
    expect(accounts).toMatchObject([
      { mode: 'live', last30Days: { sold: 0 } },
      { mode: 'sandbox', last30Days: { sold: 1 }, available: { priceValue: 998 } },
    ]);
  });

  it.each([
    ['?from=2026-02-30', '/from'],
    ['?from=2026-02-02&to=2026-01-01', '/to'],
    ['?from=2999-01-01', '/from'],
    ['?mode=test', '/mode'],
  ])('is refused for %s', async (query, path) => {
    const answer = (await call('GET', PATH + query)).json();
    expect(answer).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });
});

describe('the report by one thing', () => {
  it('adds up to the report by day and plan, whatever it is grouped by', async () => {
    const resellers = [await openReseller(store), await openReseller(store)] as const;
    const property = fc.asyncProperty(packages, packages, costs, async (one, other, known) => {
      await make(resellers[0], one, known);
      for (const each of other) {
        await insertPackage(resellers[1], await templateOf(resellers[1]), each);
      }
      const asked = {
        from: new Date(FIRST_DAY),
        before: new Date(FIRST_DAY + (DAYS + 3) * DAY_MS),
        ...{ mode: null, organizationId: null },
      };
      const { rows, totals } = await reportSales(store.db, asked);
      for (const by of SALES_GROUPS) {
        const groups = await reportSalesBy(store.db, { ...asked, by });
        const sum = (of: keyof SalesSums) => groups.reduce((all, group) => all + group[of], 0n);
        for (const name of [
          'sold',
          'refunded',
          'unitsWithoutCost',
          'revenueMinor',
          'costMinor',
        ] as const) {
          expect(sum(name), `${name} by ${by}`).toBe(totals[name]);
        }
      }
      const byPlan = await reportSalesBy(store.db, { ...asked, by: 'data_plan' });
      for (const { key, revenueMinor } of byPlan) {
        const own = rows.filter(({ dataPlanId }) => dataPlanId === key);
        expect(revenueMinor).toBe(own.reduce((all, row) => all + row.revenueMinor, 0n));
      }
      await make(resellers[1], [], known);
    });
    await fc.assert(property, { numRuns: 15 });
  });
});
