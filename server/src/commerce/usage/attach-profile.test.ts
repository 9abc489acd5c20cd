import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  factsOf,
  openSessionsOf,
  type SoldProfile,
  sellProfile,
} from '../../../test/support/profiles.ts';
import {
  loadPlans,
  openShop,
  type registration,
  type Shop,
  sell,
  topUp,
} from '../../../test/support/shop.ts';
import { changeProfileState } from '../../connectivity/esims/index.ts';
import { applyAllDueChanges } from '../activations/index.ts';
import { attachProfile, detachProfile, useData } from './index.ts';

const { db } = await forThisFile(createTestDatabase());
await loadPlans(db);

const DAY_MS = 86_400_000;

type Phone = { shop: Shop; profile: SoldProfile; iccid: string };

/** A shop that sold one first package, whose profile is installed. */
async function openPhone(over: Parameters<typeof registration>[1] = {}): Promise<Phone> {
  const shop = await openShop(db);
  const profile = await sellProfile(shop, over);
  const install = { iccid: profile.iccid, action: 'install' } as const;
  await db.transaction((tx) => changeProfileState({ ...shop.ctx, db: tx }, install));
  return { shop, profile, iccid: profile.iccid };
}

/** The account's time, so many milliseconds after a minute from when the shop was opened. */
const later = ({ shop }: Phone, ms: number) => ({
  ...shop.ctx,
  now: new Date(shop.ctx.now.getTime() + 60_000 + ms),
});

function attach(phone: Phone, country: string, over: { ms?: number; at?: Date } = {}) {
  const place = { iccid: phone.iccid, country, at: over.at };
  return db.transaction((tx) => attachProfile({ ...later(phone, over.ms ?? 0), db: tx }, place));
}

function use(phone: Phone, bytes: number, over: { country?: string; ms?: number } = {}) {
  const asked = { iccid: phone.iccid, bytes, country: over.country };
  return db.transaction((tx) => useData({ ...later(phone, over.ms ?? 0), db: tx }, asked));
}

const facts = ({ shop }: Phone, type: string) => factsOf(db, shop.ctx.accountId, type);

describe('attaching', () => {
  it('opens a session and tells the first country with null before it', async () => {
    const phone = await openPhone();
    const attached = await attach(phone, 'AT', { ms: 1000 });
    expect(attached).toMatchObject({ currentCountry: 'AT', lastSeenAt: later(phone, 1000).now });
    expect(await openSessionsOf(db, phone.profile.id)).toBe(1);
    const { imsi, iccid } = phone.profile;
    expect(await facts(phone, 'esim.country_changed')).toEqual([
      { imsi, iccid, previousCountry: null, newCountry: 'AT' },
    ]);
  });

  it('again ends the session before, and tells the country only when it is another', async () => {
    const phone = await openPhone();
    for (const country of ['AT', 'AT', 'DE']) await attach(phone, country);
    expect(await openSessionsOf(db, phone.profile.id)).toBe(1);
    const changes = await facts(phone, 'esim.country_changed');
    expect(changes.map((body) => [body.previousCountry, body.newCountry])).toEqual([
      [null, 'AT'],
      ['AT', 'DE'],
    ]);
  });

  it('is for installed profiles of the account only', async () => {
    const shop = await openShop(db);
    const { iccid } = await sellProfile(shop);
    const attached = db.transaction((tx) =>
      attachProfile({ ...shop.ctx, db: tx }, { iccid, country: 'AT' }),
    );
    await expect(attached).rejects.toMatchObject({ code: 'invalid_state' });
    const stranger = await openShop(db);
    const stolen = db.transaction((tx) =>
      attachProfile({ ...stranger.ctx, db: tx }, { iccid, country: 'AT' }),
    );
    await expect(stolen).rejects.toMatchObject({ code: 'esim_profile_not_found' });
  });

  it('starts a package that waits for its first use, once', async () => {
    const phone = await openPhone({ activationMode: 'FIRST_USE' });
    await attach(phone, 'AT', { ms: 5000 });
    await attach(phone, 'AT', { ms: 6000 });
    const [activated, ...others] = await facts(phone, 'package.activated');
    const { now } = later(phone, 5000);
    expect(activated).toMatchObject({
      activatedAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + 30 * DAY_MS).toISOString(),
    });
    expect(others).toEqual([]);
  });

  it('starts nothing outside the coverage, nor what waits for a call', async () => {
    const abroad = await openPhone({ activationMode: 'FIRST_USE' });
    await attach(abroad, 'JP');
    const onDemand = await openPhone({ activationMode: 'ON_DEMAND' });
    await attach(onDemand, 'AT');
    expect(await facts(abroad, 'package.activated')).toEqual([]);
    expect(await facts(onDemand, 'package.activated')).toEqual([]);
  });

  it('starts nothing while a running package covers the country, the next afterwards', async () => {
    const phone = await openPhone();
    const { shop, profile } = phone;
    await sell(shop, topUp(shop, profile.customerId, { activationMode: 'FIRST_USE' }));
    await attach(phone, 'AT');
    expect(await facts(phone, 'package.activated')).toHaveLength(1);
    await attach(phone, 'AT', { ms: 31 * DAY_MS });
    expect(await facts(phone, 'package.activated')).toHaveLength(2);
    expect(await facts(phone, 'package.expired')).toHaveLength(1);
  });

  it('told late starts the package at its time, and leaves the profile where it is', async () => {
    const phone = await openPhone({ activationMode: 'FIRST_USE' });
    await attach(phone, 'JP', { ms: 9000 });
    const at = later(phone, 3000).now;
    await attach(phone, 'AT', { ms: 10_000, at });
    const [activated] = await facts(phone, 'package.activated');
    expect(activated?.activatedAt).toBe(at.toISOString());
    expect(await facts(phone, 'esim.country_changed')).toHaveLength(1);
  });
});

describe('detaching', () => {
  it('ends the session, and is refused when there is none', async () => {
    const phone = await openPhone();
    await attach(phone, 'AT');
    const detach = () =>
      db.transaction((tx) =>
        detachProfile({ ...later(phone, 7000), db: tx }, { iccid: phone.iccid }),
      );
    expect((await detach()).lastSeenAt).toEqual(later(phone, 7000).now);
    expect(await openSessionsOf(db, phone.profile.id)).toBe(0);
    await expect(detach()).rejects.toMatchObject({ code: 'invalid_state' });
  });

  it('told late does not end a session that began since', async () => {
    const phone = await openPhone();
    await attach(phone, 'AT', { ms: 5000 });
    const detach = { iccid: phone.iccid, at: later(phone, 4000).now };
    const detached = db.transaction((tx) =>
      detachProfile({ ...later(phone, 6000), db: tx }, detach),
    );
    await expect(detached).rejects.toMatchObject({ code: 'invalid_state' });
    expect(await openSessionsOf(db, phone.profile.id)).toBe(1);
  });
});

describe('using data in the sandbox', () => {
  it('attaches in the country it names, and says what the domain still holds', async () => {
    const phone = await openPhone();
    const answer = await use(phone, 1000, { country: 'DE' });
    const totalAvailableBytes = 1024 ** 3 - 1000;
    expect(answer).toEqual({ consumedBytes: 1000, uncoveredBytes: 0, totalAvailableBytes });
    expect(await openSessionsOf(db, phone.profile.id)).toBe(1);
  });

  it('goes on where the session is, and needs one', async () => {
    const phone = await openPhone();
    await expect(use(phone, 1)).rejects.toMatchObject({ code: 'invalid_state' });
    await attach(phone, 'JP');
    expect(await use(phone, 5)).toMatchObject({ consumedBytes: 0, uncoveredBytes: 5 });
  });

  it('runs down to one alert, to depletion, and to uncovered bytes', async () => {
    const phone = await openPhone();
    await use(phone, 1024 ** 3 - 104_857_600, { country: 'AT' });
    expect(await facts(phone, 'balance.low')).toEqual([]);
    await use(phone, 1);
    await use(phone, 1);
    const { customerId: uid, iccid, imsi } = phone.profile;
    const timestamp = later(phone, 0).now.toISOString();
    expect(await facts(phone, 'balance.low')).toEqual([
      { uid, iccid, imsi, timestamp, balanceAmountInByte: 104_857_599 },
    ]);
    expect(await use(phone, 104_857_608)).toMatchObject({ uncoveredBytes: 10 });
    expect(await facts(phone, 'package.depleted')).toHaveLength(1);
    const passed = { accountId: phone.shop.ctx.accountId, now: later(phone, 40 * DAY_MS).now };
    expect(await applyAllDueChanges({ ...passed, db })).toBe(0);
  });
});
