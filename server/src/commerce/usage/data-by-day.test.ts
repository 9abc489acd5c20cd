import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { purchase } from '../../../test/support/resellers.ts';
import { GB, INVENTORY, openTrips, PLANS } from '../../../test/support/trips.ts';

const trips = await openTrips(await forThisFile(openStore()));
const { operator, reseller, call, offer, use, packageOf, eventsOf, advance } = trips;
const onTrip = (inventoryItemId: string) => trips.onTrip({ inventoryItemId });

const plan = { sizeUnit: 'GB', validityDays: 3, countrySet: 'EU', carrier: 'sandbox' };
const daily = {
  ...{ ...plan, name: 'Europe 1 GB a day', sizeValue: 3, dataType: 'daily', dailyBytes: GB },
  fairUse: { bytes: GB / 2, period: 'day', speedKbps: 512 },
};
const unlimited = {
  ...{ ...plan, name: 'Europe unlimited', sizeValue: 100, dataType: 'unlimited' },
  ...{ dayTimeZone: 'Europe/Vienna', fairUse: { bytes: GB, period: 'day', speedKbps: 1024 } },
};

let offered: { planId: string; itemId: string };
beforeAll(async () => {
  offered = await offer(daily);
});

describe('a plan with data by day', () => {
  it('shows its terms to the operator, in the catalogue and in the inventory', async () => {
    const { dataType, dailyBytes, fairUse } = daily;
    const terms = { dataType, dailyBytes, dayTimeZone: null, fairUse };
    const shown = (await operator.call('GET', `${PLANS}/${offered.planId}`)).json();
    expect(shown).toMatchObject({ ...terms, sizeValue: 3, sizeUnit: 'GB' });
    const listed = (await call('GET', '/gigastore/catalogue?q=a%20day')).json();
    expect(listed.items).toMatchObject([terms]);
    const items = (await call('GET', INVENTORY)).json().items as { id: string }[];
    expect(items.find(({ id }) => id === offered.itemId)).toMatchObject({ ...terms, sizeValue: 3 });
  });

  it('leaves as CSV and comes back, changed or not', async () => {
    const headers = { accept: 'text/csv' };
    const csv = (await operator.call('GET', `${PLANS}?q=a%20day`, { headers })).body;
    expect(csv).toContain(`,no,daily,${GB},,${GB / 2},day,512\r\n`);
    const dryRun = async (text: string) =>
      (
        await operator.call('POST', '/operator/catalogue/import', {
          body: { csv: text, dryRun: true },
        })
      ).json();
    expect(await dryRun(csv)).toMatchObject({ changes: [], errors: [], unchanged: 1 });
    const { changes } = await dryRun(csv.replace(',day,512', ',day,256'));
    const change = { field: 'fair_use_kbps', before: '512', after: '256' };
    expect(changes).toMatchObject([{ fields: [change] }]);
    const wrong = await dryRun(csv.replace(',daily,', ',,'));
    expect(wrong.errors).toMatchObject([{ reason: expect.stringContaining('data_type') }]);
  });

  it.each([
    ['/sizeValue', { ...daily, sizeValue: 4 }],
    ['/dailyBytes', { ...daily, dailyBytes: undefined }],
    ['/dailyBytes', { ...unlimited, dailyBytes: GB }],
    ['/validityDays', { ...daily, validityDays: undefined }],
    ['/validityDays', { ...daily, validityDays: 367 }],
    ['/dayTimeZone', { ...daily, dayTimeZone: 'Europe/Atlantis' }],
    ['/fairUse', { ...daily, fairUse: { bytes: GB, period: 'day', speedKbps: 1 } }],
    ['/dataType', { ...plan, name: 'Half', sizeValue: 3, dailyBytes: GB }],
  ])('is refused at %s if its terms are wrong', async (path, body) => {
    const refused = await operator.call('POST', PLANS, { body });
    expect(refused.statusCode, refused.body).toBe(400);
    expect(refused.json().errors).toMatchObject([{ path }]);
  });

  it('keeps its terms when other fields change, and loses them with the type total', async () => {
    const { planId } = await offer({ ...daily, name: 'Europe for a while' });
    const edit = async (body: object) =>
      (await operator.call('PUT', `${PLANS}/${planId}`, { body })).json();
    expect(await edit({ name: 'Europe for now' })).toMatchObject({ dailyBytes: GB });
    expect(await edit({ dataType: 'total' })).not.toHaveProperty('dataType');
  });
});

describe('a plan of a single amount', () => {
  it('and its packages are shown as they were before there were others', async () => {
    const inventoryItemId = reseller.items.europe;
    const before = await call('GET', `${INVENTORY}/${inventoryItemId}`);
    const { id, productId, includedCountries, prices, retailPrices, networks } = before.json();
    const size = { sizeValue: 1, sizeUnit: 'GB', validitySize: 30, validityUnit: 'days' };
    const item = {
      ...{ id, productId, name: 'eSIM Europe 1 GB', ...size, validityUnlimited: false },
      ...{ countrySet: 'EU', prices, retailPrices, active: true, includedCountries, amount: 0 },
      ...{ activationModes: ['NOW', 'FIRST_USE', 'ON_DEMAND'] },
      ...{ description: null, order: 0, tags: [], networks },
    };
    expect(before.body).toBe(JSON.stringify(item));

    const { activatedItemUid } = await purchase(reseller, { inventoryItemId });
    const path = `/gigastore/activations/activated-items/${activatedItemUid}`;
    const { body, ...sold } = await call('GET', path);
    const { activatedAt, expiresAt } = sold.json().activatedItem.balance;
    const balance = {
      ...{ activatedAt, expiresAt, activationMode: 'NOW', name: 'eSIM Europe 1 GB' },
      ...{ size: { sizeValue: 1, sizeUnit: 'GB' } },
      availableBalance: { sizeValue: 1, sizeUnit: 'GB' },
      ...{ availableBytes: GB, usedBytes: 0, validitySize: 30, validityUnit: 'days' },
      countrySet: 'EU',
    };
    expect(body).toContain(`"balance":${JSON.stringify(balance)}`);
  });
});

describe('a package with data by day', () => {
  it('gives its data each day anew, slower after fair use, and says what is left', async () => {
    const bought = await onTrip(offered.itemId);
    const { balance } = await packageOf(bought);
    expect(balance).toMatchObject({
      ...{ size: { sizeValue: 3, sizeUnit: 'GB' }, availableBytes: 3 * GB, dailyBytes: GB },
      today: { usedBytes: 0, availableBytes: GB, throttled: false, speedKbps: null },
    });
    expect(balance.today.startsAt).toBe(balance.activatedAt);

    expect(await use(bought, GB / 2)).toMatchObject({ uncoveredBytes: 0 });
    expect((await packageOf(bought)).balance.today).toMatchObject({
      ...{ availableBytes: GB / 2, throttled: true, speedKbps: 512 },
    });
    expect(await use(bought, GB)).toMatchObject({
      ...{ consumedBytes: GB / 2, uncoveredBytes: GB / 2, totalAvailableBytes: 2 * GB },
    });
    expect(await eventsOf(bought)).toEqual([
      ...['package.purchased', 'package.activated', 'package.throttled', 'package.day_used_up'],
    ]);

    await advance('P1D');
    expect(await use(bought, 100)).toMatchObject({ consumedBytes: 100 });
    const next = await packageOf(bought);
    expect(next).toMatchObject({ state: 'ACTIVE', balance: { usedBytes: GB + 100 } });
    expect(next.balance.today).toMatchObject({ usedBytes: 100, throttled: false });

    await advance('P1D');
    const last = (await packageOf(bought)).balance;
    expect(last).toMatchObject({ availableBytes: GB, today: { resetsAt: last.expiresAt } });
    const customer = `/gigastore/activations/customers/${bought.customerUid}`;
    expect((await call('GET', customer)).json().totalAvailableBytes).toBe(GB);
    const found = (await call('GET', `/gigastore/activations/customers?page_size=1`)).json();
    expect(found.customers[0].totalAvailableBytes).toBe(GB);
  });

  it('shows travellers the data left for today and the start of the next day', async () => {
    const bought = await onTrip(offered.itemId);
    await use(bought, GB * 0.75);
    const { customer } = (
      await call('GET', `/gigastore/activations/customers/${bought.customerUid}`)
    ).json();
    const { pathname } = new URL(customer.profileUrl);
    const { body } = await call('GET', pathname);
    expect(body).toContain('256\u00a0MB left today');
    expect(body).toContain('Next day:');
    expect(body).toMatch(/Slower for now: 512.kb\/s/);
  });
});

describe('an unlimited package', () => {
  it('gives without an end, shows its nominal size, and is slower after fair use', async () => {
    const { itemId } = await offer(unlimited);
    await trips.awayFromMidnight();
    const bought = await onTrip(itemId);
    expect(await use(bought, 250 * GB)).toMatchObject({ uncoveredBytes: 0 });
    const { state, balance } = await packageOf(bought);
    expect(state).toBe('ACTIVE');
    expect(balance).toMatchObject({
      ...{ dataType: 'unlimited', dayTimeZone: 'Europe/Vienna', usedBytes: 250 * GB },
      ...{ availableBytes: 100 * GB, size: { sizeValue: 100, sizeUnit: 'GB' } },
      today: { usedBytes: 250 * GB, availableBytes: null, throttled: true, speedKbps: 1024 },
    });
    expect(balance.today.startsAt).toMatch(/T2[23]:00:00.000Z$/);
    await advance('P3D');
    expect((await packageOf(bought)).balance).toMatchObject({ availableBytes: 0, today: null });
  });
});
