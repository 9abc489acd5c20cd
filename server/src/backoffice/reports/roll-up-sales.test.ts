import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { dateIn } from '../../kernel/time-zone.ts';
import { sql } from '../../platform/db/database.ts';
import { createRollUpTasks, ROLL_UP_TASK, rollUpSales } from './roll-up-sales.ts';
import { reportSales } from './sales-report.ts';
import { addToTotals, lockProgress, selectProgress } from './sales-totals-store.ts';

const ZONES = ['UTC', 'Asia/Kolkata', 'America/New_York'] as const;
const GROUPINGS = ['', 'item,api_key', 'metatag_prefix', 'country_set,sales_channel'] as const;
const FILTERS = ['', 'metatag_prefix=SUM', 'metatag_prefix=summer-', 'metatag_prefix=summer-1'];
const ITEMS = '/gigastore/activations/activated-items';

const store = await forThisFile(openStore(), { hasBooks: false });
const { db } = store;
await loadPlans(db);

type Row = {
  soldAt: Date;
  refundedAt: Date | null;
  isActivated: boolean;
  isStock: boolean;
  values: Record<string, string | null>;
  wholesale: number;
  retail: number;
};

type Asked = { zone: string; interval: 'day' | 'total'; by: string; filter: string };
type Sums = Record<
  'sold' | 'fromStock' | 'activated' | 'refunded' | 'wholesale' | 'retail',
  number
>;

/** Reads every package that counts, as it is. */
function readRows({ id }: Reseller): Promise<Row[]> {
  return db.rows<Row>(sql`
    select sold_at as "soldAt", refunded_at as "refundedAt",
      activated_at is not null as "isActivated", status = 'ACTIVATED' as "isStock",
      json_build_object('item', inventory_item_id, 'country_set', country_set,
        'sales_channel', sales_channel, 'api_key', client_id, 'metatag', metatag) as values,
      purchase_price_minor::int as wholesale, retail_price_minor::int as retail
    from activated_items
    where account_id = ${id} and state not in ('PENDING', 'FAILED')`);
}

/** Counts one package after the other. */
function countUp(rows: readonly Row[], { zone, interval, by, filter }: Asked) {
  const lines: Record<string, Sums> = {};
  const prefix = filter.replace('metatag_prefix=', '').toLowerCase();
  const count = (row: Row, at: Date, sign: 1 | -1) => {
    const { metatag } = row.values;
    if (prefix && !metatag?.toLowerCase().startsWith(prefix)) return;
    const values = { ...row.values, metatag_prefix: metatag?.split(/[-_:/. ]/)[0] ?? null };
    const groups = by.split(',').map((name) => (values as Row['values'])[name] ?? null);
    const key = `${interval === 'day' ? dateIn(zone, at) : ''} ${groups}`;
    const none = { sold: 0, fromStock: 0, activated: 0, refunded: 0, wholesale: 0, retail: 0 };
    const line = lines[key] ?? none;
    lines[key] = {
      sold: line.sold + (sign > 0 ? 1 : 0),
      fromStock: line.fromStock + (sign > 0 && row.isStock ? 1 : 0),
      activated: line.activated + (sign > 0 && row.isActivated ? 1 : 0),
      refunded: line.refunded + (sign < 0 ? 1 : 0),
      wholesale: line.wholesale + sign * row.wholesale,
      retail: line.retail + sign * row.retail,
    };
  };
  for (const row of rows) {
    count(row, row.soldAt, 1);
    if (row.refundedAt) count(row, row.refundedAt, -1);
  }
  return lines;
}

const FIELDS: Record<string, string> = {
  item: 'inventoryItemId',
  country_set: 'countrySet',
  sales_channel: 'salesChannel',
  api_key: 'clientId',
  metatag_prefix: 'metatagPrefix',
};
type Price = { priceValue: number };
const cents = ({ priceValue }: Price) => Math.round(priceValue * 100);

async function readReport(reseller: Reseller, { zone, interval, by, filter }: Asked) {
  const range = await rangeOf(reseller);
  const query = `${range}&time_zone=${zone}&interval=${interval}&group_by=${by}&${filter}`;
  const answer = await reseller.call('GET', `/gigastore/reports/sales?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  const lines = answer.json().items.map((line: Record<string, unknown>) => {
    const groups = by.split(',').map((name) => line[FIELDS[name] ?? ''] ?? null);
    const { sold, fromStock, activated, refunded, wholesale, retail } = line;
    const sums = { sold, fromStock, activated, refunded };
    const amounts = { wholesale: cents(wholesale as Price), retail: cents(retail as Price) };
    return [`${interval === 'day' ? line.date : ''} ${groups}`, { ...sums, ...amounts }];
  });
  return Object.fromEntries(lines);
}

/** What the operators' report of all days sums up to. */
async function readOperatorTotals({ organizationId }: Reseller) {
  const always = { from: new Date(0), before: new Date('2200-01-01') };
  const { totals } = await reportSales(db, { ...always, mode: null, organizationId });
  const { sold, refunded, fromStock, stockRevenueMinor, revenueMinor, retailMinor } = totals;
  const sums = { sold, refunded, fromStock, stockRevenueMinor, revenueMinor, retailMinor };
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, Number(sum)]));
}

function countTotals(rows: readonly Row[]) {
  const sumOf = (of: readonly Row[], value: (row: Row) => number) =>
    of.reduce((sum, row) => sum + value(row), 0);
  const [kept, stock] = [
    rows.filter(({ refundedAt }) => refundedAt === null),
    rows.filter(({ isStock }) => isStock),
  ];
  return {
    sold: rows.length,
    refunded: rows.length - kept.length,
    fromStock: stock.length,
    stockRevenueMinor: sumOf(stock, ({ wholesale }) => wholesale),
    revenueMinor: sumOf(kept, ({ wholesale }) => wholesale),
    retailMinor: sumOf(kept, ({ retail }) => retail),
  };
}

/** All days that the account has seen. */
async function rangeOf(reseller: Reseller): Promise<string> {
  const { now } = (await reseller.call('GET', '/gigastore/sandbox/clock')).json();
  const dayAfter = new Date(new Date(now).getTime() + 2 * 86_400_000);
  const dayBefore = new Date(Date.now() - 2 * 86_400_000);
  return `from=${dateIn('UTC', dayBefore)}&to=${dateIn('UTC', dayAfter)}`;
}

const asked = fc.record<Asked>({
  zone: fc.constantFrom(...ZONES),
  interval: fc.constantFrom('day', 'total'),
  by: fc.constantFrom(...GROUPINGS),
  filter: fc.constantFrom(...FILTERS),
});

const STEPS = {
  sell: (n: number) => register({ metatag: ['summer-1', 'Summer-2', 'winter:9', 'x'][n % 4] }),
  sellLater: () => register({ activationMode: 'FIRST_USE' }),
  sellFromStock: () => register({}, 'europe'),
  sellPending: (n: number) =>
    register({ metatag: `sandbox:${n % 2 ? 'delivered_later' : 'unknown_outcome'}` }),
  activate: (n: number) => (reseller: Reseller) => onPackage(reseller, n, 'activate'),
  refund: (n: number) => (reseller: Reseller) => onPackage(reseller, n, 'refund'),
  pass: (n: number) => async (reseller: Reseller) => {
    const body = { advance: ['PT15M', 'PT7H', 'P1D', 'P9D'][n % 4] };
    await reseller.call('POST', '/gigastore/sandbox/clock', { body });
  },
  rollUp: (n: number) => (reseller: Reseller) =>
    rollUpSales(db, reseller.id, { eventsAtOnce: 1 + n }),
  rollUpTwice: () => async (reseller: Reseller) => {
    await Promise.all([rollUpSales(db, reseller.id), rollUpSales(db, reseller.id)]);
  },
  rollUpAndDie: () => async (reseller: Reseller) => {
    const dying = db.transaction(async (tx) => {
      const after = (await lockProgress(tx, reseller.id))?.rolledUntil ?? undefined;
      if (after === undefined) return;
      await addToTotals(tx, reseller.id, { after, limit: 3 });
      throw new Error('killed');
    });
    await dying.catch((error) => expect(error.message).toBe('killed'));
  },
  rollUpWhileSelling: (n: number) => async (reseller: Reseller) => {
    await Promise.all([rollUpSales(db, reseller.id, { eventsAtOnce: 2 }), STEPS.sell(n)(reseller)]);
  },
  reset: () => async (reseller: Reseller) => {
    await Promise.all([
      reseller.call('POST', '/gigastore/sandbox/reset'),
      rollUpSales(db, reseller.id),
    ]);
    await stock(reseller);
  },
};

type Step = { step: keyof typeof STEPS; n: number };
const RARELY = ['reset', 'rollUpAndDie'];
const step = fc.record<Step>({
  step: fc.oneof(
    ...Object.keys(STEPS).map((name) => ({
      weight: RARELY.includes(name) ? 1 : 4,
      arbitrary: fc.constant(name as Step['step']),
    })),
  ),
  n: fc.nat(11),
});

function register(more: object, item: 'worldwide' | 'europe' = 'worldwide') {
  return async ({ call, items }: Reseller) => {
    const body = { inventoryItemId: items[item], ...more };
    const sale = await call('POST', '/gigastore/activations/register', { body });
    expect([200, 202], sale.body).toContain(sale.statusCode);
  };
}

/** Does so to one of the packages, if there are any; it may be refused. */
async function onPackage({ id, call }: Reseller, n: number, verb: string): Promise<void> {
  const rows = await db.rows<{ id: string }>(sql`
    select id from activated_items where account_id = ${id} order by id`);
  const one = rows[n % Math.max(rows.length, 1)];
  if (one) await call('POST', `${ITEMS}/${one.id}/${verb}`);
}

/** Gives the account credits and a few prepaid units of the item for Europe. */
async function stock({ id, items, call }: Reseller): Promise<void> {
  const amount = { priceValue: 1_000, currencyCode: 'USD' };
  await call('POST', '/gigastore/sandbox/credits', { body: { amount } });
  await db.run(sql`
    update inventory_items set stock_units = 3 where account_id = ${id} and id = ${items.europe}`);
}

describe('the sums of sales that reports read', () => {
  it('are those of the packages at every moment', { timeout: 120_000 }, async () => {
    const life = fc.array(fc.tuple(step, asked), { minLength: 6, maxLength: 16 });
    const property = fc.asyncProperty(life, async (steps) => {
      const reseller = await openReseller(store);
      await stock(reseller);
      for (const [{ step: name, n }, question] of steps) {
        await STEPS[name](n)(reseller);
        const counted = countUp(await readRows(reseller), question);
        expect(await readReport(reseller, question)).toEqual(counted);
        expect(await readOperatorTotals(reseller)).toEqual(countTotals(await readRows(reseller)));
      }
      await rollUpSales(db, reseller.id);
      for (const filter of FILTERS) {
        const all: Asked = { zone: 'UTC', interval: 'day', by: 'item,api_key', filter };
        const counted = countUp(await readRows(reseller), all);
        expect(await readReport(reseller, all)).toEqual(counted);
      }
    });
    await fc.assert(property, { numRuns: 8 });
  });

  it('are made for every account by the job, which goes on where one fails', async () => {
    const [one, other] = [await openReseller(store), await openReseller(store)];
    await one.sell();
    await rollUpSales(db, one.id);
    for (const reseller of [one, other]) await reseller.sell();
    const failed: string[] = [];
    const tasks = createRollUpTasks({ db, onError: (_, accountId) => failed.push(accountId) });
    await tasks[ROLL_UP_TASK]?.({}, new AbortController().signal);
    expect(failed).toEqual([]);
    for (const { id } of [one, other]) {
      expect(await selectProgress(db, id)).toMatchObject({ left: 0n });
    }
    const [row] = await db.rows<{ sold: bigint }>(sql`
      select sum(sold) as sold
      from sales_totals
      where account_id = ${one.id} and grain = 'hour'`);
    expect(Number(row?.sold)).toBe(2);
  });
});
