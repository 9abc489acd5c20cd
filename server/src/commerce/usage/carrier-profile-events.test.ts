import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openCarrier } from '../../../test/support/carrier.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { anEid, factsOf, openSessionsOf, sellProfile } from '../../../test/support/profiles.ts';
import { loadPlans, openShop } from '../../../test/support/shop.ts';
import { findProfile } from '../../connectivity/esims/index.ts';
import { newId } from '../../kernel/ids.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const shop = await openShop(store.db);
const carrier = await openCarrier(store);

const report = async (list: unknown) => (await carrier.report('profile-events', list)).json();
const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const find = (iccid: string) => findProfile(store.db, { accountId: shop.ctx.accountId, iccid });
const facts = (type: string) => factsOf(store.db, shop.ctx.accountId, type);

describe('a report of profile events', () => {
  it('lets them happen, each at its time', async () => {
    const { iccid, imsi, id } = await sellProfile(shop, { activationMode: 'FIRST_USE' });
    const at = secondsAgo(30);
    const answer = await carrier.report('profile-events', [
      { eventId: newId(), iccid, type: 'install', eid: anEid(1), at: secondsAgo(40) },
      { eventId: newId(), iccid, type: 'attach', mcc: '232', mnc: '01', at },
    ]);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ accepted: 2, duplicates: 0, rejected: 0 });
    expect(await find(iccid)).toMatchObject({
      state: 'INSTALLED',
      eid: anEid(1),
      currentCountry: 'AT',
      lastSeenAt: new Date(at),
    });
    expect(await openSessionsOf(store.db, id)).toBe(1);
    expect(await facts('esim.country_changed')).toContainEqual({
      ...{ imsi, iccid },
      previousCountry: null,
      newCountry: 'AT',
    });

    await report([{ iccid, type: 'detach' }]);
    expect(await openSessionsOf(store.db, id)).toBe(0);
  });

  it('says of each, in order, what became of it', async () => {
    const { iccid } = await sellProfile(shop);
    const [first, second] = [newId(), newId()];
    const { results, ...counts } = await report([
      { eventId: second, iccid, type: 'disable', at: secondsAgo(10) },
      { eventId: first, iccid, type: 'install', at: secondsAgo(20) },
      { eventId: first, iccid, type: 'install', at: secondsAgo(20) },
      { iccid, type: 'attach', country: 'AT', at: secondsAgo(5) },
      { eventId: 'x', iccid: '89', type: 'install' },
      { eventId: 'y', iccid, type: 'explode' },
      'z',
    ]);
    expect(counts).toEqual({ accepted: 2, duplicates: 1, rejected: 4 });
    const reason = expect.any(String);
    expect(results).toEqual([
      { eventId: second, outcome: 'applied' },
      { eventId: first, outcome: 'applied' },
      { eventId: first, outcome: 'duplicate' },
      { eventId: null, outcome: 'rejected', reason: expect.stringContaining('installed') },
      { eventId: 'x', outcome: 'rejected', reason: expect.stringContaining('iccid') },
      { eventId: 'y', outcome: 'rejected', reason: expect.stringContaining('type') },
      { eventId: null, outcome: 'rejected', reason },
    ]);
    expect((await find(iccid)).state).toBe('DISABLED');
  });

  it.each([
    ['a country that does not exist', { type: 'attach', country: 'ZZ' }, 'country'],
    ['an attach to nowhere', { type: 'attach' }, 'country'],
    ['an EID that does not check', { type: 'install', eid: '1'.repeat(32) }, 'eid|32 digits'],
    ['an EID that is no text', { type: 'install', eid: 5 }, 'eid'],
    ['a time that is none', { type: 'install', at: 'yesterday' }, 'at'],
    ['a time in the future', { type: 'install', at: secondsAgo(-600) }, 'future'],
    ['an event id that nobody can keep', { type: 'install', eventId: 'a\0b' }, 'eventId'],
    ['what does not fit the state', { type: 'detach' }, 'not attached'],
  ])('rejects %s, and the profile stays as it was', async (_, over, words) => {
    const { iccid } = await sellProfile(shop);
    const { results } = await report([{ iccid, ...over }]);
    expect(results[0]).toMatchObject({
      outcome: 'rejected',
      reason: expect.stringMatching(new RegExp(words)),
    });
    expect((await find(iccid)).state).toBe('RELEASED');
  });

  it('happens once, however often and by however many it is sent at once', async () => {
    const { iccid } = await sellProfile(shop);
    const event = { eventId: newId(), iccid, type: 'install' };
    const answers = await Promise.all(Array.from({ length: 12 }, () => report([event])));
    const outcomes = answers.map(({ results }) => results[0].outcome);
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(11);
    expect((await find(iccid)).installCount).toBe(1);
  });

  it('that is older than its ID is kept is rejected, and its time says so', async () => {
    const { iccid } = await sellProfile(shop);
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const event = { eventId: newId(), iccid, type: 'install' };
    const [result] = (await report([{ ...event, at: daysAgo(121) }])).results;
    expect(result).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining('120') });
    expect((await report([{ ...event, at: daysAgo(119) }])).results[0].outcome).toBe('applied');
  });

  it('that was rejected may come again when it fits', async () => {
    const { iccid } = await sellProfile(shop);
    const attach = { eventId: newId(), iccid, type: 'attach', country: 'AT' };
    expect((await report([attach])).results[0].outcome).toBe('rejected');
    await report([{ iccid, type: 'install' }]);
    expect((await report([attach])).results[0].outcome).toBe('applied');
    expect((await report([attach])).results[0].outcome).toBe('duplicate');
  });

  it('is for the profiles of its carrier only', async () => {
    const { iccid } = await sellProfile(shop);
    const stranger = await openCarrier(store, 'alpine');
    const answer = await stranger.report('profile-events', [{ iccid, type: 'install' }]);
    expect(answer.json()).toMatchObject({ accepted: 0, rejected: 1 });
    expect((await find(iccid)).state).toBe('RELEASED');
  });

  it('has at most a thousand, and needs a key', async () => {
    const many = Array.from({ length: 1001 }, () => ({}));
    expect((await carrier.report('profile-events', many)).statusCode).toBe(400);
    const knock = await carrier.send('profile-events', '[]', { authorization: 'Basic eDp5' });
    expect([knock.statusCode, knock.json().code]).toEqual([401, 'invalid_credentials']);
  });
});
