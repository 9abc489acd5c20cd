import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  addCreditsAndItems,
  LINKS,
  loadPlans,
  registration,
  type Shop,
  sell,
} from '../../../test/support/shop.ts';
import { type Call, openSlice } from '../../../test/support/slice.ts';
import {
  changeProfileState,
  closeSessions,
  openSession,
  type ProfileAction,
  replaceProfile,
} from '../../connectivity/esims/index.ts';
import type { Context } from '../../kernel/context.ts';
import { registerCustomerRoutes } from '../customer-records/index.ts';
import { registerConnectivityRoute } from './index.ts';
import { readConnectivity } from './read-connectivity.ts';

const HOUR_MS = 3_600_000;

let shop: Shop;
let call: Call;
let stranger: Call;

const slice = await forThisFile(
  openSlice((app, parts) => {
    registerCustomerRoutes(app, { ...parts, links: LINKS });
    registerConnectivityRoute(app, parts);
  }),
);
await loadPlans(slice.db);

beforeEach(async () => {
  const account = await slice.newAccount();
  shop = await addCreditsAndItems(slice.db, account);
  call = await account.caller();
  stranger = await (await slice.newAccount()).caller();
});

async function register(over: object = {}) {
  const { sold } = await sell(shop, registration(shop, over));
  return sold;
}

function act(iccid: string, action: ProfileAction) {
  return slice.db.transaction((tx) =>
    changeProfileState({ ...shop.ctx, db: tx }, { iccid, action }),
  );
}

/** Which checks fail, and which pass. */
async function checksOf(iccid: string, over: Partial<Context> = {}) {
  const { checks } = await readConnectivity({ db: slice.db, ...shop.ctx, ...over }, iccid);
  const codes = (passed: boolean) =>
    checks.filter((check) => check.passed === passed).map(({ code }) => code);
  return { failed: codes(false), passed: codes(true) };
}

describe('before the first connection', () => {
  it('says so, and what can be known already', async () => {
    const { iccid } = (await register()).esimProfile;
    const answer = await call('GET', `/gigastore/esim/${iccid}/status/connectivity`);
    expect(answer.json()).toEqual({
      iccid,
      state: 'RELEASED',
      connected: false,
      lastSeen: null,
      currentCountry: null,
      currentNetwork: null,
      sessionsOpen: 0,
      usageAsOf: null,
      usageSource: null,
      reportedInstallation: null,
      asOf: expect.stringMatching(/^\d{4}-.*T.*\.\d{3}Z$/),
      checks: expect.any(Array),
    });
    for (const check of answer.json().checks) {
      expect(check).toEqual({
        code: expect.any(String),
        passed: expect.any(Boolean),
        advice: expect.stringMatching(/^[A-Z].*\.$/),
      });
    }
    expect(await checksOf(iccid)).toEqual({
      failed: ['installed_and_enabled', 'attached', 'in_coverage', 'recently_seen'],
      passed: ['package_active', 'data_left', 'not_expired', 'installations_left'],
    });
  });

  it('is not told of an eSIM of another account, or of none', async () => {
    const { iccid } = (await register()).esimProfile;
    for (const answer of [
      await stranger('GET', `/gigastore/esim/${iccid}/status/connectivity`),
      await call('GET', '/gigastore/esim/8900000000000000000/status/connectivity'),
      await call('GET', '/gigastore/esim/nothing/status/connectivity'),
    ]) {
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'esim_profile_not_found']);
    }
  });
});

describe('a connection', () => {
  it('is shown while it lasts, with its network by name', async () => {
    const { iccid, uid: profileId } = (await register()).esimProfile;
    await act(iccid, 'install');
    const at = shop.ctx.now;
    const start = { profileId, country: 'AT', mcc: '232', mnc: '01', at };
    await slice.db.transaction((tx) =>
      openSession({ db: tx, accountId: shop.ctx.accountId }, start),
    );
    expect(await readConnectivity({ ...shop.ctx, db: slice.db }, iccid)).toMatchObject({
      state: 'INSTALLED',
      connected: true,
      lastSeen: at.toISOString(),
      currentCountry: 'AT',
      currentNetwork: { mcc: '232', mnc: '01', name: expect.stringContaining('A1') },
      sessionsOpen: 1,
    });
    expect((await checksOf(iccid)).failed).toEqual([]);

    const end = { profileIds: [profileId], at };
    await slice.db.transaction((tx) =>
      closeSessions({ db: tx, accountId: shop.ctx.accountId }, end),
    );
    expect(await readConnectivity({ ...shop.ctx, db: slice.db }, iccid)).toMatchObject({
      connected: false,
      currentCountry: 'AT',
      currentNetwork: null,
      sessionsOpen: 0,
    });
    const later = new Date(at.getTime() + 25 * HOUR_MS);
    expect((await checksOf(iccid)).failed).toEqual(['attached']);
    expect((await checksOf(iccid, { now: later })).failed).toEqual(['attached', 'recently_seen']);
  });

  it('outside the countries of the packages is seen as such', async () => {
    const { iccid, uid: profileId } = (await register()).esimProfile;
    await act(iccid, 'install');
    const start = { profileId, country: 'JP', mcc: null, mnc: null, at: shop.ctx.now };
    await slice.db.transaction((tx) =>
      openSession({ db: tx, accountId: shop.ctx.accountId }, start),
    );
    expect((await checksOf(iccid)).failed).toEqual(['in_coverage']);
  });
});

describe('the checks', () => {
  it('follow the state of the eSIM', async () => {
    const { iccid } = (await register()).esimProfile;
    const adviceAfter = async (action: ProfileAction) => {
      await act(iccid, action);
      const { checks } = await readConnectivity({ ...shop.ctx, db: slice.db }, iccid);
      return checks[0];
    };
    expect(await adviceAfter('install')).toMatchObject({ passed: true });
    expect(await adviceAfter('disable')).toMatchObject({
      passed: false,
      advice: expect.stringContaining('Switch'),
    });
    expect(await adviceAfter('fail')).toMatchObject({
      passed: false,
      advice: expect.stringContaining('replace it'),
    });
  });

  it('count the installations', async () => {
    const { iccid } = (await register()).esimProfile;
    for (let count = 0; count < 5; count += 1) {
      await act(iccid, 'install');
      await act(iccid, 'remove');
    }
    expect((await checksOf(iccid)).failed).toContain('installations_left');
  });

  it('settle time: a package that has run out since has expired', async () => {
    const { iccid } = (await register()).esimProfile;
    const later = new Date(shop.ctx.now.getTime() + 31 * 24 * HOUR_MS);
    const { failed } = await checksOf(iccid, { now: later });
    expect(failed).toEqual(expect.arrayContaining(['package_active', 'not_expired', 'data_left']));
  });

  it.each([
    ['FIRST_USE', []],
    ['ON_DEMAND', ['package_active', 'data_left']],
  ])('know what a waiting %s package does', async (activationMode, failed) => {
    const { iccid } = (await register({ activationMode })).esimProfile;
    const waits = (await checksOf(iccid)).failed;
    const ofPackages = ['package_active', 'not_expired', 'data_left'];
    expect(waits.filter((code) => ofPackages.includes(code))).toEqual(failed);
  });

  it('look only at the packages of its own profile domain', async () => {
    const { customer, esimProfile } = await register({ activationMode: 'ON_DEMAND' });
    const own = { kind: 'top_up_with_profile', customerUid: customer.uid, dedicated: true };
    const dedicated = (await register(own)).esimProfile;
    expect((await checksOf(esimProfile.iccid)).failed).toContain('data_left');
    expect((await checksOf(dedicated.iccid)).passed).toContain('data_left');
  });

  it('name the eSIM that is used today in place of a replaced one', async () => {
    let { iccid } = (await register()).esimProfile;
    const old = iccid;
    for (let times = 0; times < 2; times += 1) {
      const input = { iccid, carriers: shop.carriers };
      const made = await slice.db.transaction((tx) =>
        replaceProfile({ ...shop.ctx, db: tx }, input),
      );
      iccid = made.profile.iccid;
    }
    const { checks } = await readConnectivity({ ...shop.ctx, db: slice.db }, old);
    expect(checks[0]).toMatchObject({ passed: false, advice: expect.stringContaining(iccid) });
  });

  it('show that a retired eSIM cannot be used', async () => {
    const { customer, esimProfile } = await register();
    await act(esimProfile.iccid, 'install');
    await call('DELETE', `/gigastore/activations/customers/${customer.uid}`);
    const { checks } = await readConnectivity({ ...shop.ctx, db: slice.db }, esimProfile.iccid);
    expect(checks[0]).toMatchObject({ passed: false, advice: expect.stringContaining('retired') });
  });
});
