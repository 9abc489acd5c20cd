import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { GB, openTrips } from '../../../test/support/trips.ts';

const DAY_MS = 86_400_000;
const trips = await openTrips(await forThisFile(openStore()));
const {
  reseller,
  call,
  offer,
  onTrip,
  attach,
  awayFromMidnight,
  use,
  topUp,
  packageOf,
  eventsOf,
  moveTo,
} = trips;

const plan = { sizeUnit: 'GB', validityDays: 3, countrySet: 'EU', carrier: 'sandbox' };
const pass = { ...plan, sizeValue: 3, dataType: 'daily', dailyBytes: GB };
const unlimited = {
  ...{ ...plan, name: 'Unlimited', sizeValue: 9, dataType: 'unlimited' },
  fairUse: { bytes: GB, period: 'day', speedKbps: 512 },
};

let items: { byZone: string; byUse: string; unlimited: string };
beforeAll(async () => {
  const byZone = await offer({ ...pass, name: 'Pass of Tokyo', dayTimeZone: 'Asia/Tokyo' });
  const byUse = await offer({ ...pass, name: 'Pass' });
  const endless = await offer(unlimited);
  items = { byZone: byZone.itemId, byUse: byUse.itemId, unlimited: endless.itemId };
});

const creditsLeft = async () =>
  (await call('GET', '/gigastore/credits')).json().available.priceValue;

describe('a pass of three days by time zone', () => {
  it('has a new day at each midnight there, and is depleted once three were used', async () => {
    await awayFromMidnight();
    const trip = await onTrip({ inventoryItemId: items.byZone });
    let { balance } = await packageOf(trip);
    const { activatedAt, expiresAt } = balance;
    expect(Date.parse(expiresAt) - Date.parse(activatedAt)).toBe(3 * DAY_MS);
    const midnights: string[] = [];
    for (const left of [2, 1]) {
      expect(await use(trip, GB + 7)).toMatchObject({ consumedBytes: GB, uncoveredBytes: 7 });
      ({ balance } = await packageOf(trip));
      expect(balance).toMatchObject({
        availableBytes: left * GB,
        today: { usedBytes: GB, availableBytes: 0 },
      });
      midnights.push(balance.today.resetsAt);
      await moveTo(balance.today.resetsAt);
      const { today } = (await packageOf(trip)).balance;
      expect(today).toMatchObject({ usedBytes: 0, availableBytes: GB });
      expect(today.startsAt).toBe(midnights.at(-1));
    }
    expect(midnights.every((moment) => moment.endsWith('T15:00:00.000Z'))).toBe(true);

    await use(trip, GB);
    const path = `/gigastore/packages/${trip.activatedItemUid}/usage`;
    const { days } = (await call('GET', path)).json();
    expect(days.map(({ usedBytes }: { usedBytes: number }) => usedBytes)).toEqual([GB, GB, GB]);
    expect(days[0].startsAt).toBe(midnights[1]);
    const later = (await call('GET', `${path}?from=${midnights[1]}`)).json();
    expect(later.days).toHaveLength(1);
    expect(await packageOf(trip)).toMatchObject({ state: 'DEPLETED', balance: { today: null } });
    expect(await use(trip, 1)).toMatchObject({ uncoveredBytes: 1 });
    expect(await eventsOf(trip)).toEqual([
      ...['package.purchased', 'package.activated', 'package.day_used_up'],
      ...['package.day_used_up', 'package.depleted'],
    ]);
  });
});

describe('a pass of three days by first use', () => {
  it('waits, has days of 24 hours, and loses what a day did not use when it expires', async () => {
    const trip = await onTrip({ inventoryItemId: items.byUse, activationMode: 'FIRST_USE' });
    expect(await packageOf(trip)).toMatchObject({
      state: 'WAITING',
      balance: { today: null, availableBytes: 3 * GB },
    });
    await attach(trip);
    const { activatedAt, expiresAt, today } = (await packageOf(trip)).balance;
    const startMs = Date.parse(activatedAt);
    expect(today).toMatchObject({
      startsAt: activatedAt,
      resetsAt: new Date(startMs + DAY_MS).toISOString(),
    });

    await use(trip, GB / 4);
    await moveTo(new Date(startMs + 2 * DAY_MS).toISOString());
    const last = (await packageOf(trip)).balance;
    expect(last).toMatchObject({ availableBytes: GB, today: { resetsAt: expiresAt } });
    await use(trip, GB / 2);

    await moveTo(expiresAt);
    expect(await packageOf(trip)).toMatchObject({
      state: 'EXPIRED',
      balance: { availableBytes: 0, usedBytes: 0.75 * GB, today: null },
    });
    expect(await use(trip, 1)).toMatchObject({ uncoveredBytes: 1 });
    expect(await eventsOf(trip)).toEqual([
      ...['package.purchased', 'package.activated', 'package.expiring', 'package.expired'],
    ]);
  });
});

describe('an unlimited package with fair use', () => {
  it('is slower until the next day, and ends with its validity', async () => {
    const trip = await onTrip({ inventoryItemId: items.unlimited });
    await use(trip, 5 * GB);
    const path = `/gigastore/packages/${trip.activatedItemUid}/usage`;
    const { days } = (await call('GET', path)).json();
    expect(days).toMatchObject([{ usedBytes: 5 * GB, throttledBytes: 4 * GB }]);
    const { expiresAt, today } = (await packageOf(trip)).balance;
    expect(today).toMatchObject({ usedBytes: 5 * GB, throttled: true, speedKbps: 512 });
    await moveTo(today.resetsAt);
    expect((await packageOf(trip)).balance.today).toMatchObject({
      ...{ usedBytes: 0, availableBytes: null, throttled: false, speedKbps: null },
    });
    expect(await use(trip, GB / 2)).toMatchObject({ uncoveredBytes: 0 });
    await moveTo(expiresAt);
    const ended = await packageOf(trip);
    expect(ended).toMatchObject({ state: 'EXPIRED', balance: { availableBytes: 0 } });
    expect(ended.balance.usedBytes).toBe(5.5 * GB);
  });
});

describe('the order of use', () => {
  it('takes the pass while its day lasts, the ordinary package until the next', async () => {
    const trip = await onTrip({ inventoryItemId: items.byUse });
    const ordinary = { activatedItemUid: await topUp(trip, reseller.items.europe) };
    const usage = await call('GET', `/gigastore/packages/${ordinary.activatedItemUid}/usage`);
    expect(usage.json()).not.toHaveProperty('days');
    const usedBytes = async () =>
      Promise.all([trip, ordinary].map(async (one) => (await packageOf(one)).balance.usedBytes));

    await use(trip, GB + 10);
    expect(await usedBytes()).toEqual([GB, 10]);
    await moveTo((await packageOf(trip)).balance.today.resetsAt);
    await use(trip, 20);
    expect(await usedBytes()).toEqual([GB + 20, 10]);
  });

  it('takes the ordinary package before unlimited data that is throttled', async () => {
    const trip = await onTrip({ inventoryItemId: items.unlimited });
    const ordinary = { activatedItemUid: await topUp(trip, reseller.items.europe) };
    await use(trip, 2 * GB + 5);
    expect(await packageOf(ordinary)).toMatchObject({ state: 'DEPLETED' });
    expect((await packageOf(trip)).balance.today).toMatchObject({
      ...{ usedBytes: GB + 5, throttled: true },
    });
  });
});

describe('a refund', () => {
  const refund = (uid: string) => call('POST', `/activations/activated-items/${uid}/refund`);

  it('returns the credits of a pass that was not used, and of no other', async () => {
    const before = await creditsLeft();
    const trip = await onTrip({ inventoryItemId: items.byZone });
    const used = await onTrip({ inventoryItemId: items.byZone });
    await use(used, 1);
    expect(await creditsLeft()).toBe(before - 4);

    const { activatedItem } = (await refund(trip.activatedItemUid)).json();
    expect(activatedItem).toMatchObject({ state: 'REFUNDED', balance: { today: null } });
    expect(await creditsLeft()).toBe(before - 2);
    expect((await refund(used.activatedItemUid)).json().code).toBe('not_refundable_used');
    expect(await use(trip, 1)).toMatchObject({ uncoveredBytes: 1 });
  });
});
