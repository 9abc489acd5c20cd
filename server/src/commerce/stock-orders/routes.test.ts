import { beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../simulators/simulator.ts';
import type { Happening } from '../../../simulators/smdp/progress.ts';
import { smdpSupplier } from '../../../simulators/smdp/supplier.ts';
import { openStore } from '../../../test/support/app.ts';
import { createAuthority } from '../../../test/support/certificates.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { loadPlans, PLANS } from '../../../test/support/shop.ts';
import { openLiveShop } from '../../../test/support/supply.ts';
import { findProfile } from '../../connectivity/esims/index.ts';
import { sql } from '../../platform/db/database.ts';
import { createOutgoing } from '../../platform/outgoing/outgoing.ts';
import { orderAhead } from './order-ahead.ts';
import { reencryptSmdpKeys } from './reencrypt-keys.ts';

const store = await forThisFile(openStore());
const { db, parts } = store;
await loadPlans(db);
const { call } = await personOf(store, '', 'operator');
const authority = createAuthority();
const own = authority.issue(['operator.example']);
const supplier = smdpSupplier({ stock: { gold: 100 }, requesterId: 'us' });
const tls = { ...authority.issue(['127.0.0.1']), ca: authority.cert };
const smdp = await forThisFile(startSimulator(supplier, { tls, isLimited: false }));
const shop = await openLiveShop(db, { dataPlanId: PLANS.imported.id, settings: {} });
const outgoing = await forThisFile(Promise.resolve(createOutgoing()));

const GOLD = { carrier: 'alpine', profileType: 'gold', level: 4, batchSize: 8 };
const settings = {
  ...{ name: 'alps', url: `${smdp.url}/`, requesterId: 'us', profileTypes: [GOLD] },
  ...{ authority: authority.cert, certificate: own.cert, privateKey: own.key },
};
const save = (over: object = {}) =>
  call('PUT', '/operator/smdps', { body: { ...settings, ...over } });
const alps = async () => {
  const { items } = (await call('GET', '/operator/smdps')).json();
  return items.find(({ name }: { name: string }) => name === 'alps');
};
const fill = () =>
  orderAhead({
    ...{ db, outgoing, encryption: parts.encryption, realNow: () => new Date() },
    ...{ perSecond: 5_000, record: () => undefined, log: { warn: () => undefined } },
  });
const problemOf = async (over: object) => {
  const answer = await save(over);
  expect(answer.statusCode, answer.body).toBe(400);
  return answer.json().errors[0].path;
};

describe('the settings of an SM-DP+', () => {
  it('are kept without showing the private key, which stays when it is not sent again', async () => {
    const saved = await save();
    expect(saved.statusCode, saved.body).toBe(200);
    expect(await alps()).toMatchObject({
      ...{ url: smdp.url, requesterId: 'us', isPrivate: false, releasesApart: false },
      ...{ certificate: own.cert, authority: authority.cert, health: 'unknown' },
      certificateExpiresAt: expect.stringMatching(/^\d{4}-/),
      profileTypes: [
        { ...GOLD, confirmationCodes: false, iccids: null, iccidsLeft: null, free: 0, inFlight: 0 },
      ],
    });
    const { privateKey: _, ...without } = settings;
    const again = await call('PUT', '/operator/smdps', { body: without });
    expect(again.statusCode, again.body).toBe(200);
    const kept = await db.rows(sql`select smdps::text as row from smdps`);
    const logged = await db.rows(sql`select audit_log::text as row from audit_log`);
    expect(JSON.stringify([saved.json(), again.json(), kept, logged])).not.toContain('PRIVATE');
    expect(await reencryptSmdpKeys(db, parts.encryption)).toEqual({
      reencrypted: 1,
      unreadable: 0,
    });
    const tested = await call('POST', '/operator/smdps/test', { body: { name: 'alps' } });
    expect(tested.json()).toMatchObject({ outcome: 'done', detail: null });
  });

  it.each([
    [{ url: 'http://smdp.example' }, '/url'],
    [{ url: 'https://smdp.example/?a=1' }, '/url'],
    [{ url: 'smdp.example' }, '/url'],
    [{ name: 'airalo' }, '/name'],
    [{ name: 'Alps' }, '/name'],
    [{ certificate: 'none' }, '/certificate'],
    [{ authority: 'none' }, '/authority'],
    [{ privateKey: 'none' }, '/privateKey'],
    [{ privateKey: authority.key }, '/privateKey'],
    [{ certificate: null }, '/privateKey'],
    [{ name: 'new', privateKey: null, profileTypes: [] }, '/privateKey'],
    [{ profileTypes: [GOLD, GOLD] }, '/profileTypes/1/carrier'],
    [{ profileTypes: [GOLD, { ...GOLD, carrier: 'b' }] }, '/profileTypes/1/profileType'],
    [{ profileTypes: [{ ...GOLD, carrier: 'sandbox' }] }, '/profileTypes/0/carrier'],
    [{ name: 'other' }, '/profileTypes/0/carrier'],
    [
      {
        profileTypes: [
          { ...GOLD, iccids: { first: '8988303000000000028', last: '8988303000000000010' } },
        ],
      },
      '/profileTypes/0/iccids/last',
    ],
  ])('are refused with %j', async (over, path) => {
    await save();
    expect(await problemOf(over)).toBe(path);
  });

  it('say in words why a test call fails', async () => {
    await save({ requesterId: 'somebody' });
    const tested = await call('POST', '/operator/smdps/test', { body: { name: 'alps' } });
    expect(tested.json()).toMatchObject({
      outcome: 'refused',
      detail: '1.1/1.1 function requester: unknown caller',
    });
    const nobody = await call('POST', '/operator/smdps/test', { body: { name: 'nobody' } });
    expect([nobody.statusCode, nobody.json().errors[0].path]).toEqual([400, '/name']);
    await save();
  });
});

describe('the stock', () => {
  it('is filled and shown, and what goes wrong is a finding', async () => {
    const findings = async () => {
      const { items } = (await call('GET', '/operator/findings')).json();
      return items
        .filter(({ kind }: { kind: string }) => /^(stock|orders)_/.test(kind))
        .map(({ kind, severity }: { kind: string; severity: string }) => `${kind} ${severity}`);
    };
    await save({ profileTypes: [{ ...GOLD, profileType: 'silver' }] });
    await fill();
    expect(await findings()).toEqual(['stock_low critical', 'stock_orders_refused warning']);
    expect((await alps()).profileTypes[0]).toMatchObject({
      ...{ inFlight: 8, reason: 'no_such_item' },
      detail: '8.2.5/3.9 profile type: unknown',
    });
    await save();
    await fill();
    expect(await findings()).toEqual([]);
    expect((await alps()).profileTypes[0]).toMatchObject({ free: 8, inFlight: 0, reason: null });
    const taken = await save({ profileTypes: [] });
    expect([taken.statusCode, taken.json().errors[0].path]).toEqual([400, '/profileTypes']);
  });

  it('has a person settle an order whose answer was lost', async () => {
    await db.run(sql`
      with gone as (delete from free_profiles where carrier = 'alpine' returning iccid)
      delete from carrier_profiles where iccid in (select iccid from gone)`);
    smdp.failWith(({ path }) =>
      path.endsWith('/downloadOrder') ? 'answer_lost_after' : undefined,
    );
    await fill();
    smdp.failWith(undefined);
    const list = () => call('GET', '/operator/stock-orders?asks=true&carrier=alpine');
    const asking = (await list()).json().items as { id: string; state: string }[];
    expect(asking).toHaveLength(8);
    const { profiles } = supplier.books();
    const [found] = profiles.filter(({ state }) => state === 'Allocated');
    const settle = (order: { id: string } | undefined, body: object) =>
      call('POST', `/operator/stock-orders/${order?.id}/settle`, { body });
    expect((await settle(asking[0], { allocatedIccid: found?.iccid })).json()).toMatchObject({
      ...{ state: 'ORDERED', iccid: found?.iccid, asksSince: null },
    });
    for (const order of asking.slice(1)) {
      expect((await settle(order, {})).json()).toMatchObject({
        ...{ state: 'REFUSED', reason: 'not_placed' },
      });
    }
    expect((await settle(asking[0], {})).json().code).toBe('invalid_state');
    expect((await settle({ id: 'none' }, {})).json().code).toBe('carrier_order_not_found');
    await fill();
    const [stocked] = await db.rows(sql`
      select iccid from free_profiles where carrier = 'alpine' and iccid = ${found?.iccid}`);
    expect(stocked).toEqual({ iccid: found?.iccid });
  });
});

describe('a notice of an SM-DP+', () => {
  let url = '';
  let iccid = '';
  const send = (payload: unknown, to = url) =>
    store.app.inject({
      method: 'POST',
      url: `${to}/gsma/rsp2/es2plus/handleDownloadProgressInfo`,
      headers: { 'content-type': 'application/json', 'x-admin-protocol': 'gsma/rsp/v2.5.0' },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
  const find = () => findProfile(db, { accountId: shop.accountId, iccid });
  /** Lets a phone do something; the notices name times one after another. */
  let clock = Date.now() - 3_600_000;
  const noticesOf = (what: Happening) =>
    supplier.happens(iccid, what).map((notice) => {
      clock += 1_000;
      return { ...notice, timestamp: new Date(clock).toISOString() };
    });
  const happen = async (what: Happening) => {
    const notices = noticesOf(what);
    for (const notice of notices) expect((await send(notice)).statusCode).toBe(204);
    return notices;
  };

  beforeEach(async () => {
    await save({ profileTypes: [{ ...GOLD, level: 1, batchSize: 1 }] });
    await fill();
    if (url === '') {
      const made = await call('POST', '/operator/smdps/notice-url', { body: { name: 'alps' } });
      url = new URL(made.json().url).pathname;
    }
    await shop.register();
    const [newest] = await db.rows<{ iccid: string }>(sql`
      select iccid
      from esim_profiles
      where account_id = ${shop.accountId}
      order by id desc
      limit 1`);
    iccid = newest?.iccid ?? '';
  });

  it('changes the state of the eSIM', async () => {
    await happen('download');
    expect(await find()).toMatchObject({
      ...{ state: 'INSTALLED', installCount: 1, eid: '89049032123451234512345678901235' },
    });
    await happen('disable');
    expect((await find()).state).toBe('DISABLED');
    await happen('enable');
    expect((await find()).state).toBe('INSTALLED');
    await happen('delete');
    expect((await find()).state).toBe('RELEASED');
    const points = await db.rows(sql`
      select point from download_notices where iccid = ${iccid} order by occurred_at`);
    expect(points.map(({ point }) => point)).toEqual(['1', '3', '4', '102', '101', '5']);
  });

  it('of a failure is kept in words, and the profile can be tried again', async () => {
    await happen('fail');
    expect((await find()).state).toBe('RELEASED');
    const [kept] = await db.rows(sql`
      select detail from download_notices where iccid = ${iccid} and detail is not null`);
    expect(kept).toEqual({ detail: '8.1/4.8 eUICC: not enough memory' });
    await happen('give_up');
    expect((await find()).state).toBe('ERROR');
  });

  it('counts once, and what is late changes no state', async () => {
    const download = await happen('download');
    const disable = noticesOf('disable');
    const enable = noticesOf('enable');
    for (const notice of [...enable, ...disable, ...download, ...enable]) await send(notice);
    expect(await find()).toMatchObject({ state: 'INSTALLED', installCount: 1 });
  });

  it('comes to the same in any order', async () => {
    const all = [...noticesOf('download'), ...noticesOf('disable')];
    for (const notice of all.reverse()) await send(notice);
    expect((await find()).state).toBe('DISABLED');
  });

  it('that nobody knows is taken, and what is not JSON is not', async () => {
    const [notice] = noticesOf('download');
    for (const payload of [
      {},
      [],
      { ...notice, iccid: '8988303999999999999' },
      { ...notice, notificationPointId: 'new' },
    ]) {
      expect((await send(payload)).statusCode).toBe(204);
    }
    expect((await send('<xml/>')).statusCode).toBe(400);
    expect((await find()).state).toBe('RELEASED');
  });

  it('needs the secret of the URL, which a new one replaces', async () => {
    const [notice] = noticesOf('download');
    expect((await send(notice, '/es2plus/alps/wrong')).statusCode).toBe(404);
    expect((await send(notice, url.replace('alps', 'nobody'))).statusCode).toBe(404);
    await call('POST', '/operator/smdps/notice-url', { body: { name: 'alps' } });
    expect((await send(notice)).statusCode).toBe(404);
    url = '';
  });
});
