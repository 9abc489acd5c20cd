import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { anEid, factsOf, openSessionsOf, sellProfile } from '../../../test/support/profiles.ts';
import { loadPlans, openShop } from '../../../test/support/shop.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sql } from '../../platform/db/database.ts';
import {
  changeProfileState,
  type EsimState,
  openSession,
  PROFILE_ACTIONS,
  type ProfileAction,
  replaceProfile,
} from './index.ts';

const test_ = await forThisFile(createTestDatabase());
await loadPlans(test_.db);
const shop = await openShop(test_.db, 10_000_000n);

type Input = Parameters<typeof changeProfileState>[1];

function change(input: Input, in_ = shop) {
  return test_.db.transaction((tx) => changeProfileState({ ...in_.ctx, db: tx }, input));
}

/** Returns the profile, or the code of the refusal. */
async function tryTo(input: Input, in_ = shop) {
  try {
    return await change(input, in_);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

async function run(iccid: string, ...actions: ProfileAction[]) {
  for (const action of actions) await change({ iccid, action });
}

describe('a profile', () => {
  it('is installed: counted, activated, with its EID, and told', async () => {
    const { iccid, imsi } = await sellProfile(shop);
    const eid = anEid(1);
    const profile = await change({ iccid, action: 'install', eid });
    expect(profile).toMatchObject({ state: 'INSTALLED', installCount: 1, eid });
    expect(profile.activatedAt).toEqual(shop.ctx.now);
    const facts = await factsOf(test_.db, shop.ctx.accountId, 'esim.status_changed');
    expect(facts.at(-1)).toEqual({ iccid, imsi, profileState: 'INSTALLED', eid });
  });

  it('says no EID as long as none is known', async () => {
    const { iccid, imsi } = await sellProfile(shop);
    await change({ iccid, action: 'install' });
    const facts = await factsOf(test_.db, shop.ctx.accountId, 'esim.status_changed');
    expect(facts.at(-1)).toEqual({ iccid, imsi, profileState: 'INSTALLED' });
  });

  it('keeps its EID through removal, until another device says its own', async () => {
    const { iccid } = await sellProfile(shop);
    await change({ iccid, action: 'install', eid: anEid(2) });
    expect((await change({ iccid, action: 'remove' })).eid).toBe(anEid(2));
    expect((await change({ iccid, action: 'install' })).eid).toBe(anEid(2));
    await change({ iccid, action: 'remove' });
    expect((await change({ iccid, action: 'install', eid: anEid(3) })).eid).toBe(anEid(3));
  });

  it('is activated by its first installation only', async () => {
    const { iccid } = await sellProfile(shop);
    const first = await change({ iccid, action: 'install' });
    await change({ iccid, action: 'remove' });
    const later = { ...shop, ctx: { ...shop.ctx, now: new Date(+shop.ctx.now + 60_000) } };
    const second = await change({ iccid, action: 'install' }, later);
    expect(second.activatedAt).toEqual(first.activatedAt);
  });

  it.each<[ProfileAction, boolean]>([
    ['remove', true],
    ['disable', true],
    ['fail', true],
    ['enable', false],
  ])('by %s leaves the network: %s', async (action, leaves) => {
    const { id, iccid } = await sellProfile(shop);
    await run(iccid, 'install');
    const start = { profileId: id, country: 'AT', mcc: '232', mnc: '01', at: shop.ctx.now };
    await test_.db.transaction((tx) =>
      openSession({ db: tx, accountId: shop.ctx.accountId }, start),
    );
    expect(await openSessionsOf(test_.db, id)).toBe(1);
    expect(await tryTo({ iccid, action })).toEqual(leaves ? expect.anything() : 'invalid_state');
    expect(await openSessionsOf(test_.db, id)).toBe(leaves ? 0 : 1);
  });

  it('is refused a sixth installation, however often it is tried at once', async () => {
    const { iccid } = await sellProfile(shop);
    for (let count = 0; count < 5; count += 1) await run(iccid, 'install', 'remove');
    const tries = Array.from({ length: 5 }, () => tryTo({ iccid, action: 'install' }));
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['installation_limit_reached']));
  });

  it('is installed once by many at once', async () => {
    const { iccid } = await sellProfile(shop);
    const tries = Array.from({ length: 20 }, () => tryTo({ iccid, action: 'install' }));
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((outcome) => outcome === 'invalid_state')).toHaveLength(19);
    const facts = await factsOf(test_.db, shop.ctx.accountId, 'esim.status_changed');
    expect(facts.filter((fact) => fact.iccid === iccid)).toHaveLength(1);
  });

  it.each([
    ['too short', '890490320000'],
    ['with wrong check digits', anEid(4).replace(/..$/, '00')],
    ['with letters', 'x'.repeat(32)],
  ])('takes no EID %s', async (_, eid) => {
    const { iccid } = await sellProfile(shop);
    expect(await tryTo({ iccid, action: 'install', eid })).toBe('invalid_request');
  });

  it("is not found by others' ICCIDs, unknown ones and what is none", async () => {
    const { iccid } = await sellProfile(shop);
    const other = await openShop(test_.db);
    const action = 'install' as const;
    for (const outcome of [
      await tryTo({ iccid, action }, other),
      await tryTo({ iccid: '8999901000099999999', action }),
      await tryTo({ iccid: "' or true", action }),
    ]) {
      expect(outcome).toBe('esim_profile_not_found');
    }
  });

  it.each(PROFILE_ACTIONS)('that was replaced takes no %s', async (action) => {
    const { iccid } = await sellProfile(shop);
    const input = { iccid, carriers: shop.carriers };
    await test_.db.transaction((tx) => replaceProfile({ ...shop.ctx, db: tx }, input));
    expect(await tryTo({ iccid, action })).toBe('invalid_state');
  });

  it('that was retired takes nothing', async () => {
    const { id, iccid } = await sellProfile(shop);
    await test_.db.run(sql`update esim_profiles set retired_at = now() where id = ${id}`);
    expect(await tryTo({ iccid, action: 'install' })).toBe('invalid_state');
  });
});

type Model = { state: EsimState; installCount: number; eid: string | null };
type Step = { action: ProfileAction; eid: string | undefined };

/** The documented states, expressed as facts: on a device or not, on or off, faulty. */
function expectOf({ state, installCount, eid }: Model, step: Step): Model | string {
  if (state === 'ERROR') return 'invalid_state';
  const isOnDevice = state !== 'RELEASED';
  const known = step.eid ?? eid;
  switch (step.action) {
    case 'install':
      if (isOnDevice) return 'invalid_state';
      if (installCount === 5) return 'installation_limit_reached';
      return { state: 'INSTALLED', installCount: installCount + 1, eid: known };
    case 'remove':
      return isOnDevice ? { state: 'RELEASED', installCount, eid: known } : 'invalid_state';
    case 'disable':
      if (state !== 'INSTALLED') return 'invalid_state';
      return { state: 'DISABLED', installCount, eid: known };
    case 'enable':
      if (state !== 'DISABLED') return 'invalid_state';
      return { state: 'INSTALLED', installCount, eid: known };
    case 'fail':
      return { state: 'ERROR', installCount, eid: known };
  }
}

const anySteps = fc.array(
  fc.record({
    action: fc.constantFrom(...PROFILE_ACTIONS),
    eid: fc.option(fc.integer({ min: 1, max: 9 }).map(anEid), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 12 },
);
/** Up to five times on and off a device first, so that the limit is met as often as not. */
const worn = fc.integer({ min: 0, max: 5 }).map((times) =>
  Array.from({ length: times }, (): Step[] => [
    { action: 'install', eid: undefined },
    { action: 'remove', eid: undefined },
  ]).flat(),
);
const steps = fc.tuple(worn, anySteps).map((both): Step[] => both.flat());

describe('whatever happens to a profile, in any order', () => {
  it('is what a simple model says, and told once each', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const { iccid } = await sellProfile(shop);
        let model: Model = { state: 'RELEASED', installCount: 0, eid: null };
        const told: unknown[] = [];
        for (const step of taken) {
          const expected = expectOf(model, step);
          const outcome = await tryTo({ iccid, action: step.action, eid: step.eid });
          if (typeof expected === 'string') expect(outcome).toBe(expected);
          else expect(outcome).toMatchObject(expected);
          reached.add(typeof expected === 'string' ? expected : expected.state);
          if (typeof expected === 'string') continue;
          model = expected;
          told.push(expected.state);
        }
        const facts = await factsOf(test_.db, shop.ctx.accountId, 'esim.status_changed');
        const own = facts.filter((fact) => fact.iccid === iccid);
        expect(own.map((fact) => fact.profileState)).toEqual(told);
      }),
      { numRuns: 60 },
    );
    expect(reached).toEqual(
      new Set([
        'INSTALLED',
        'RELEASED',
        'DISABLED',
        'ERROR',
        'invalid_state',
        'installation_limit_reached',
      ]),
    );
  });
});
