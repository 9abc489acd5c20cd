import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { PLANS } from '../../../test/support/shop.ts';
import { openStockFromSmdp } from '../../../test/support/stock-from-smdp.ts';
import { openLiveShop } from '../../../test/support/supply.ts';
import { withLuhn } from '../../kernel/check-digits.ts';
import { sql } from '../../platform/db/database.ts';
import { orderAhead } from './order-ahead.ts';
import { startBatch } from './start-batch.ts';

const opened = await forThisFile(openStockFromSmdp());
const { db, smdp, supplier, work, warned, save, startAgain, finish, rows, free, atSmdp } = opened;
const now = () => new Date();
beforeEach(startAgain);

describe('profiles ordered ahead', () => {
  it('become stock in a batch when it is below its level, and not before', async () => {
    await save();
    expect(await orderAhead(work)).toBe(10);
    expect(await free()).toEqual(atSmdp('Released'));
    expect(await free()).toHaveLength(10);
    expect(await orderAhead(work)).toBe(0);
    const [batch] = await db.rows(sql`
      select profiles, imported_by_name as by
      from profile_batches
      where carrier = 'alpine'
      order by id desc
      limit 1`);
    expect(batch).toEqual({ profiles: 10, by: 'SM-DP+ alps' });
  });

  it('are sold as imported ones, without a call', async () => {
    await save();
    await orderAhead(work);
    const asked = smdp.requests.size;
    const shop = await openLiveShop(db, { dataPlanId: PLANS.imported.id, settings: {} });
    await shop.register();
    const [sold] = await db.rows<{ iccid: string; matchingId: string }>(sql`
      select iccid, matching_id as "matchingId"
      from esim_profiles
      where account_id = ${shop.accountId}`);
    const { state, matchingId } = supplier.state.profiles.get(sold?.iccid ?? '') ?? {};
    expect([state, matchingId]).toEqual(['Released', sold?.matchingId]);
    expect(smdp.requests.size).toBe(asked);
  });

  it('are released by a call of their own where the SM-DP+ wants one', async () => {
    await save({}, { releasesApart: true });
    await orderAhead(work);
    expect(await free()).toEqual(atSmdp('Released'));
    expect(await free()).toHaveLength(10);
    expect(smdp.requests.get('/gsma/rsp2/es2plus/releaseProfile')).toBeGreaterThan(10);
  });

  it('have a confirmation code each where their type has codes', async () => {
    await save({ confirmationCodes: true });
    let lost = 3;
    smdp.failWith(({ path }) => {
      lost -= path.endsWith('/confirmOrder') ? 1 : 0;
      return path.endsWith('/confirmOrder') && lost >= 0 ? 'answer_lost_after' : undefined;
    });
    await orderAhead(work);
    await finish();
    const kept = await db.rows<{ iccid: string; code: string }>(sql`
      select iccid, confirmation_code as code
      from carrier_profiles
      join free_profiles using (iccid)`);
    expect(kept).toHaveLength(10);
    expect(new Set(kept.map(({ code }) => code)).size).toBeGreaterThan(5);
    for (const { iccid, code } of kept) {
      expect(code).toMatch(/^\d{6}$/);
      expect(supplier.state.profiles.get(iccid)?.confirmationCode).toBe(code);
    }
    const shop = await openLiveShop(db, { dataPlanId: PLANS.imported.id, settings: {} });
    await shop.register();
    const [sold] = await db.rows<{ iccid: string; code: string }>(sql`
      select iccid, confirmation_code as code
      from esim_profiles
      where account_id = ${shop.accountId}`);
    expect(kept).toContainEqual(sold);
    // The orders have given their codes away.
    const orders = await db.rows(sql`
      select id from stock_orders where confirmation_code is not null`);
    expect(orders).toEqual([]);
  });

  it('are of one batch at a time, however many workers look', async () => {
    await save();
    const queued = await Promise.all([orderAhead(work), orderAhead(work), orderAhead(work)]);
    expect(queued.sort()).toEqual([0, 0, 10]);
    await finish();
    expect(await free()).toHaveLength(10);
  });

  it('are ordered by ICCID where a range is set, each once', async () => {
    const range = [...supplier.state.profiles.keys()].slice(100, 112);
    const iccids = { first: range[0] ?? '', last: range[11] ?? '' };
    await save({ iccids });
    await orderAhead(work);
    expect(await free()).toEqual(range.slice(0, 10));
    await db.run(sql`delete from free_profiles where carrier = 'alpine'`);
    // The settings are saved again, and the range goes on where it was.
    await save({ iccids });
    expect(await orderAhead(work)).toBe(2);
    await db.run(sql`delete from free_profiles where carrier = 'alpine'`);
    expect(await orderAhead(work)).toBe(0);
    expect(atSmdp('Released')).toEqual(range);
  });

  it('leave out an ICCID that somebody else has', async () => {
    const range = [...supplier.state.profiles.keys()].slice(200, 203);
    Object.assign(supplier.state.profiles.get(range[1] ?? '') ?? {}, { state: 'Released' });
    await save({ iccids: { first: range[0] ?? '', last: range[2] ?? '' } });
    await orderAhead(work);
    expect(await free()).toEqual([range[0], range[2]]);
    const [refused] = await db.rows(sql`
      select iccid, reason from stock_orders where state = 'REFUSED'`);
    expect(refused).toEqual({ iccid: range[1], reason: 'in_use' });
  });

  it('wait when the SM-DP+ refuses, and come when the settings are right', async () => {
    await save({ profileType: 'silver' });
    await orderAhead(work);
    expect(await rows()).toHaveLength(10);
    expect((await rows()).every(({ reason }) => reason === 'no_such_item')).toBe(true);
    const asked = smdp.requests.get('/gsma/rsp2/es2plus/downloadOrder');
    await orderAhead(work);
    expect(smdp.requests.get('/gsma/rsp2/es2plus/downloadOrder')).toBe(asked);
    await save();
    await orderAhead(work);
    expect(await free()).toHaveLength(10);
  });

  it('that were never sent are dropped when the level becomes 0', async () => {
    await save({ profileType: 'silver' });
    await db.transaction((tx) => startBatch(tx, { carrier: 'alpine', now: now() }));
    await save({ level: 0 });
    expect(await rows()).toEqual([]);
  });

  it.each([
    ['an SM-DP+ that refuses our certificate', () => ({ certificate: null, privateKey: null })],
    ['an SM-DP+ that does not know us', () => ({ requesterId: 'somebody' })],
    ['an SM-DP+ that is not there', () => ({ url: 'https://127.0.0.1:9' })],
  ])('are not asked for at %s: the test call goes first', async (_, wrong) => {
    await save({}, wrong());
    await orderAhead(work);
    expect(warned).toHaveLength(1);
    expect((await rows()).map(({ state }) => state)).toEqual(Array(10).fill('QUEUED'));
    await save();
    await orderAhead(work);
    expect(await free()).toHaveLength(10);
  });
});

it('takes a range whose ends have 20 digits', async () => {
  const first = withLuhn('8988303000000000001');
  await save({ iccids: { first, last: first }, level: 0 });
  const [type] = await db.rows(sql`
    select iccid_next as next from smdp_profile_types where carrier = 'alpine'`);
  expect(type).toEqual({ next: '8988303000000000001' });
});
