import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { readPdf } from '../../../test/support/pdf.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller, purchase, type Reseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { addDays, dateIn, startOfDate } from '../../kernel/time-zone.ts';
import { sql } from '../../platform/db/database.ts';

const PATH = '/gigastore/reports/sales';
const SUMMARY = '/gigastore/reports/summary';
const ZONE = 'America/New_York';
const FIRST_DATE = '2024-03-06';
const DAYS = 9;
const HOUR_MS = 3_600_000;

let store: TestStore;

beforeAll(async () => {
  store = await openStore();
  await loadPlans(store.db);
});
afterAll(() => store.close());

const STATES = ['ACTIVE', 'WAITING', 'PENDING', 'FAILED', 'REFUNDED', 'STOCK'] as const;

type Sold = {
  state: (typeof STATES)[number];
  soldAfterHours: number;
  refundedAfterHours: number;
  channel: 'API' | 'PORTAL';
  tag: string | null;
  wholesale: number;
  retail: number;
};
const packages = fc.array(
  fc.record<Sold>({
    state: fc.constantFrom(...STATES),
    soldAfterHours: fc.nat(DAYS * 24 - 1),
    refundedAfterHours: fc.nat(72),
    channel: fc.constantFrom('API', 'PORTAL'),
    tag: fc.constantFrom(null, 'summer-1', 'summer-2', 'winter:9'),
    wholesale: fc.nat(10_000),
    retail: fc.nat(20_000),
  }),
  { maxLength: 25 },
);
const first = startOfDate(ZONE, FIRST_DATE).getTime();
const timeOf = (hours: number) => new Date(first + hours * HOUR_MS);

type Line = Record<'sold' | 'refunded' | 'activated' | 'wholesale' | 'retail', number>;

/** Counts one package after the other, by date, channel and the first word of the metatag. */
function countUp(sold: readonly Sold[], firstDate: string, lastDate: string) {
  const lines = new Map<string, Line>();
  const count = (at: Date, of: Sold, sign: 1 | -1) => {
    const date = dateIn(ZONE, at);
    if (date < firstDate || date > lastDate) return;
    const key = `${date} ${of.channel} ${of.tag?.split(/[-:]/)[0] ?? null}`;
    const line = lines.get(key) ?? { sold: 0, refunded: 0, activated: 0, wholesale: 0, retail: 0 };
    const isActive = of.state === 'ACTIVE' || of.state === 'STOCK';
    lines.set(key, {
      sold: line.sold + (sign > 0 ? 1 : 0),
      refunded: line.refunded + (sign < 0 ? 1 : 0),
      activated: line.activated + (sign > 0 && isActive ? 1 : 0),
      wholesale: line.wholesale + sign * of.wholesale,
      retail: line.retail + sign * of.retail,
    });
  };
  for (const each of sold) {
    if (each.state === 'PENDING' || each.state === 'FAILED') continue;
    count(timeOf(each.soldAfterHours), each, 1);
    if (each.state !== 'REFUNDED') continue;
    count(timeOf(each.soldAfterHours + each.refundedAfterHours), each, -1);
  }
  return Object.fromEntries(lines);
}

/** Replaces all packages of the reseller except the template. */
async function replacePackages(reseller: Reseller, template: string, sold: readonly Sold[]) {
  await store.db.run(sql`
    delete from activated_items
    where account_id = ${reseller.id} and id <> ${template}`);
  for (const each of sold) {
    const soldAt = timeOf(each.soldAfterHours);
    const isRefunded = each.state === 'REFUNDED';
    const isStock = each.state === 'STOCK';
    const refundedAt = isRefunded ? timeOf(each.soldAfterHours + each.refundedAfterHours) : null;
    const isActive = isStock || each.state === 'ACTIVE';
    const paid = isStock ? 'ACTIVATED' : 'PURCHASED';
    await store.db.run(sql`
      insert into activated_items (
        account_id, id, customer_id, profile_domain_id, esim_profile_id, inventory_item_id,
        data_plan_id, name, size_value, size_unit, data_bytes, country_set, carrier,
        activation_mode, sales_channel, metatag, status, state, purchase_price_minor,
        retail_price_minor, sold_at, activated_at, expires_at, refunded_at
      )
      select account_id, gen_random_uuid(), customer_id, profile_domain_id, esim_profile_id,
        inventory_item_id, data_plan_id, name, size_value, size_unit, data_bytes, country_set,
        carrier, activation_mode, ${each.channel}, ${each.tag},
        ${isRefunded ? 'REFUNDED' : paid}, ${isStock ? 'ACTIVE' : each.state},
        ${each.wholesale}, ${each.retail}, ${soldAt}, ${isActive ? soldAt : null},
        ${soldAt}, ${refundedAt}
      from activated_items
      where account_id = ${reseller.id} and id = ${template}`);
  }
}

const cents = ({ priceValue }: { priceValue: number }) => Math.round(priceValue * 100);

type ReportLine = Record<'date' | 'salesChannel' | 'metatagPrefix', string | null> &
  Record<'sold' | 'refunded' | 'activated', number> &
  Record<'wholesale' | 'retail', { priceValue: number }>;

describe('the sales report of an account', () => {
  it('adds up to a count of one package after the other in the time zone', async () => {
    const reseller = await openReseller(store);
    const { activatedItemUid: template } = await reseller.sell();
    const range = fc.tuple(fc.nat(DAYS), fc.nat(DAYS));
    const property = fc.asyncProperty(packages, range, async (sold, [one, other]) => {
      await replacePackages(reseller, template, sold);
      const from = addDays(FIRST_DATE, Math.min(one, other));
      const to = addDays(FIRST_DATE, Math.max(one, other));
      const query = `from=${from}&to=${to}&time_zone=${ZONE}&group_by=sales_channel,metatag_prefix`;
      const { items, totals } = (await reseller.call('GET', `${PATH}?${query}`)).json();
      const lines = Object.fromEntries(
        items.map((line: ReportLine) => [
          `${line.date} ${line.salesChannel} ${line.metatagPrefix}`,
          {
            sold: line.sold,
            refunded: line.refunded,
            activated: line.activated,
            wholesale: cents(line.wholesale),
            retail: cents(line.retail),
          },
        ]),
      );
      const expected = countUp(sold, from, to);
      expect(lines).toEqual(expected);
      const sum = Object.values(expected).reduce((all, line) => all + line.wholesale, 0);
      expect(cents(totals.wholesale)).toBe(sum);
    });
    await fc.assert(property, { numRuns: 25 });
  });

  it('sums weeks from Monday, months and the whole range', async () => {
    const reseller = await openReseller(store);
    const { activatedItemUid: template } = await reseller.sell();
    const one: Sold = {
      state: 'ACTIVE',
      soldAfterHours: 0,
      refundedAfterHours: 0,
      channel: 'API',
      tag: null,
      wholesale: 100,
      retail: 250,
    };
    const days = [0, 4, 5, 8].map((day) => ({ ...one, soldAfterHours: day * 24 + 12 }));
    await replacePackages(reseller, template, days);
    const read = async (interval: string) => {
      const query = `from=2024-03-06&to=2024-04-05&time_zone=${ZONE}&interval=${interval}`;
      const { items } = (await reseller.call('GET', `${PATH}?${query}`)).json();
      return items.map(({ date, sold }: { date: string; sold: number }) => [date, sold]);
    };
    expect(await read('week')).toEqual([
      ['2024-03-06', 2],
      ['2024-03-11', 2],
    ]);
    expect(await read('month')).toEqual([['2024-03-06', 4]]);
    expect(await read('total')).toEqual([['2024-03-06', 4]]);
  });

  it('includes a sale and its refund at once, with the item and the key, as CSV too', async () => {
    const reseller = await openReseller(store);
    const { activatedItemUid } = await purchase(reseller, { metatag: 'summer-17' });
    await purchase(reseller, { metatag: 'winter-1' });
    const refund = `/gigastore/activations/activated-items/${activatedItemUid}/refund`;
    await reseller.call('POST', refund);
    const { items, totals } = (
      await reseller.call('GET', `${PATH}?group_by=item,api_key&interval=total`)
    ).json();
    expect(items).toMatchObject([
      { inventoryItemId: reseller.items.worldwide, clientId: reseller.key.clientId, sold: 2 },
    ]);
    expect(totals).toMatchObject({
      sold: 2,
      refunded: 1,
      wholesale: { priceValue: 2 },
      retail: { priceValue: 4.99 },
      margin: { priceValue: 2.99 },
      refundedAmount: { priceValue: 2 },
    });
    const filtered = await reseller.call('GET', `${PATH}?metatag_prefix=WINTER`);
    expect(filtered.json().totals).toMatchObject({ sold: 1, refunded: 0 });
    const headers = { accept: 'text/csv' };
    const csv = await reseller.call('GET', `${PATH}?group_by=sales_channel`, { headers });
    const [header, line] = csv.body.trim().split('\r\n');
    expect(header).toMatch(/^date,inventoryItemId,itemName,countrySet,salesChannel,/);
    expect(line).toMatch(/,API,,,2,0,\d,1,4\.99,2\.00,2\.99,2\.00,USD$/);
  });

  it('shows nothing of another account', async () => {
    const [one, other] = [await openReseller(store), await openReseller(store)];
    await one.sell();
    expect((await other.call('GET', PATH)).json()).toMatchObject({
      items: [],
      totals: { sold: 0 },
    });
    const path = `${PATH}?inventory_item_id=${one.items.worldwide}`;
    expect((await other.call('GET', path)).json().items).toEqual([]);
  });

  it.each([
    ['?time_zone=Europe/Atlantis', '/time_zone'],
    ['?group_by=item,colour', '/group_by'],
    ['?from=2026-02-30', '/from'],
    ['?from=2026-01-01T00:00:00Z', '/from'],
    ['?from=2026-02-02&to=2026-01-01', '/to'],
    ['?from=2999-01-01', '/from'],
    ['?from=2020-01-01', '/from'],
    ['?interval=year', '/interval'],
  ])('is refused for %s', async (query, path) => {
    const reseller = await openReseller(store);
    const answer = (await reseller.call('GET', PATH + query)).json();
    expect(answer).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });
});

describe('the time zone of a company', () => {
  it('rules the days of reports, summary, balance and statement that name no other', async () => {
    const reseller = await openReseller(store, 10_000n);
    const owner = await personOf(store, reseller.organizationId, 'owner');
    const zoneOf = async (path: string) => (await reseller.call('GET', path)).json().timeZone;
    const history = '/gigastore/credits/balance-history';
    expect(await Promise.all([PATH, SUMMARY, history].map(zoneOf))).toEqual(Array(3).fill('UTC'));

    const body = { timeZone: 'Pacific/Kiritimati' };
    await owner.call('PUT', '/gigastore/organization', { body });
    expect(await Promise.all([PATH, SUMMARY, history].map(zoneOf))).toEqual(
      Array(3).fill(body.timeZone),
    );
    expect(await zoneOf(`${SUMMARY}?time_zone=Asia/Tokyo`)).toBe('Asia/Tokyo');
    const today = dateIn(body.timeZone, new Date());
    expect((await reseller.call('GET', SUMMARY)).json().date).toBe(today);
    const { items } = (await reseller.call('GET', history)).json();
    expect(items.at(-1).date).toBe(today);
    const path = `/gigastore/credits/statement.pdf?month=${today.slice(0, 7)}`;
    const { text } = await readPdf((await reseller.call('GET', path)).rawPayload);
    expect(text).toContain('Time zone Pacific/Kiritimati');
  });
});

describe('the summary of an account', () => {
  it('says for how many days the credits last at the pace of the last seven', async () => {
    const reseller = await openReseller(store, 10_000n);
    expect((await reseller.call('GET', SUMMARY)).json().credits).toMatchObject({
      available: { priceValue: 100 },
      daysLeft: null,
    });
    for (let sale = 0; sale < 7; sale++) await reseller.sell();
    const summary = (await reseller.call('GET', `${SUMMARY}?time_zone=Asia/Tokyo`)).json();
    expect(summary).toMatchObject({
      timeZone: 'Asia/Tokyo',
      usablePackages: 7,
      today: { sold: 7 },
      yesterday: { sold: 0 },
      last7Days: { sold: 7 },
      last30Days: { sold: 7 },
      previous30Days: { sold: 0 },
      credits: { available: { priceValue: 86 }, spentPerDay: { priceValue: 2 }, daysLeft: 43 },
    });
  });

  it('is refused for an unknown time zone', async () => {
    const reseller = await openReseller(store);
    const answer = (await reseller.call('GET', `${SUMMARY}?time_zone=Nowhere`)).json();
    expect(answer).toMatchObject({ code: 'invalid_request', errors: [{ path: '/time_zone' }] });
  });
});
