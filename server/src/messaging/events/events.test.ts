import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { compatibleData, type EventDraft, recordEvents, registerEventRoutes } from './index.ts';

const AT = new Date('2026-04-30T09:55:36.430Z');

const slice = await forThisFile(openSlice(registerEventRoutes));

const record = (account: TestAccount, ...drafts: EventDraft[]) =>
  slice.db.transaction((tx) => recordEvents({ db: tx, accountId: account.id }, drafts));

function expired(number: number): EventDraft {
  return { type: 'package.expired', body: { number }, createdAt: AT };
}

async function openLog(...drafts: EventDraft[]) {
  const account = await slice.newAccount();
  await record(account, ...drafts);
  const call = await account.caller('read');
  const read = async (query = '') => (await call('GET', `/gigastore/events${query}`)).json();
  return { account, call, read };
}

describe('GET /gigastore/events', () => {
  it('gives the facts in order, in the common shape', async () => {
    const body = { z: 1, nested: { list: [1, 'a', null] } };
    const { read } = await openLog({ type: 'credits.low', body, createdAt: AT }, expired(2));
    expect(await read()).toEqual({
      items: [
        {
          type: 'credits.low',
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          sequence: 1,
          createdAt: '2026-04-30T09:55:36.430Z',
          data: body,
        },
        expect.objectContaining({ type: 'package.expired', sequence: 2, data: { number: 2 } }),
      ],
      nextSequence: 2,
    });
  });

  it('goes on where it ended, and stays there while nothing is new', async () => {
    const { account, read } = await openLog(...[1, 2, 3].map(expired));
    const first = await read('?limit=2');
    expect(first).toMatchObject({ items: [{ sequence: 1 }, { sequence: 2 }], nextSequence: 2 });
    const second = await read('?after=2&limit=2');
    expect(second).toMatchObject({ items: [{ sequence: 3 }], nextSequence: 3 });
    expect(await read('?after=3')).toEqual({ items: [], nextSequence: 3 });
    await record(account, expired(4));
    expect(await read('?after=3')).toMatchObject({ items: [{ sequence: 4 }], nextSequence: 4 });
    expect(await read('?after=999999999999999')).toEqual({
      items: [],
      nextSequence: 999_999_999_999_999,
    });
  });

  it('filters by type, customer, package and eSIM', async () => {
    const [uid, activatedItem, iccid] = [newId(), newId(), '8997212330099184896'];
    const at = { createdAt: AT };
    const { read } = await openLog(
      { type: 'package.purchased', body: { uid, activatedItem, iccid }, ...at },
      { type: 'package.refunded', body: { uid, activatedItem: newId() }, ...at },
      { type: 'credits.low', body: {}, ...at },
    );
    const found = async (query: string) =>
      (await read(query)).items.map(({ sequence }: { sequence: number }) => sequence);
    expect(await found('?type=package.refunded,%20credits.low')).toEqual([2, 3]);
    expect(await found(`?customer_uid=${uid}`)).toEqual([1, 2]);
    expect(await found(`?activated_item_uid=${activatedItem}`)).toEqual([1]);
    expect(await found(`?iccid=${iccid}`)).toEqual([1]);
    expect(await found(`?customer_uid=${newId()}`)).toEqual([]);
    expect((await read(`?type=credits.low&after=1`)).nextSequence).toBe(3);
  });

  it('reads at most 5,000 events for a page, and goes on from there', async () => {
    const many = Array.from({ length: 5_001 }, (_, index) => expired(index));
    const { read } = await openLog(...many, { type: 'credits.low', body: {}, createdAt: AT });
    expect(await read('?type=credits.low')).toEqual({ items: [], nextSequence: 5_000 });
    expect(await read('?type=credits.low&after=5000')).toMatchObject({
      items: [{ sequence: 5_002 }],
      nextSequence: 5_002,
    });
    expect(await read('?type=package.refunded&sort_dir=DESC')).toEqual({
      items: [],
      nextSequence: 3,
    });
  });

  it('leads over events that are kept no longer, in both directions', async () => {
    const many = Array.from({ length: 12_000 }, (_, index) => expired(index + 1));
    const { account, read } = await openLog(...many);
    await slice.db.run(sql`
      delete from events where account_id = ${account.id} and sequence <= 11990`);
    expect(await read()).toEqual({ items: [], nextSequence: 11_990 });
    expect((await read('?after=11990')).items[0]).toMatchObject({ sequence: 11_991 });
    const newest = await read('?sort_dir=DESC&limit=10');
    expect(newest.items.at(-1)).toMatchObject({ sequence: 11_991 });
    expect(await read(`?sort_dir=DESC&after=${newest.nextSequence}`)).toEqual({
      items: [],
      nextSequence: null,
    });
  });

  it('lists the newest first when asked to, down to the first', async () => {
    const { read } = await openLog(...[1, 2, 3].map(expired));
    const first = await read('?sort_dir=DESC&limit=2');
    expect(first).toMatchObject({ items: [{ sequence: 3 }, { sequence: 2 }], nextSequence: 2 });
    const last = await read('?sort_dir=DESC&limit=2&after=2');
    expect(last).toMatchObject({ items: [{ sequence: 1 }], nextSequence: null });
  });

  it('names customer and package in every package event', async () => {
    const [uid, activatedItem] = [newId(), newId()];
    const { read } = await openLog({
      type: 'package.depleted',
      body: { uid, activatedItem },
      createdAt: AT,
    });
    const [{ data }] = (await read()).items;
    expect(data).toEqual({ uid, activatedItem, customerUid: uid, activatedItemUid: activatedItem });
  });

  it('gives 50 unless told otherwise', async () => {
    const { read } = await openLog(...Array.from({ length: 51 }, (_, index) => expired(index)));
    expect((await read()).items).toHaveLength(50);
    expect((await read('?limit=200')).items).toHaveLength(51);
  });

  it('has no gaps and no second order, however many write at once', async () => {
    const { account, read } = await openLog();
    const writers = Array.from({ length: 20 }, (_, index) => record(account, expired(index)));
    await Promise.all(writers);
    const { items } = await read();
    expect(items.map((item: { sequence: number }) => item.sequence)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  it("never shows another account's", async () => {
    await openLog(expired(1));
    const { read } = await openLog();
    expect(await read()).toEqual({ items: [], nextSequence: 0 });
  });

  it.each([
    '?after=-1',
    '?after=x',
    '?limit=0',
    '?limit=201',
    '?after=1.5',
    '?after=1e99',
    '?type=x',
  ])('refuses %s', async (query) => {
    const { read } = await openLog();
    expect(await read(query)).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  it('needs a token', async () => {
    expect((await slice.app.inject('/gigastore/events')).json().code).toBe('missing_token');
  });
});

describe('the compatible bodies', () => {
  const uid = newId();
  const item = newId();
  const iccid = '89361123300836129514';
  const imsi = '260216611193634';
  const activation = {
    uid,
    activatedItem: item,
    activatedAt: '2026-08-25T09:52:10.000Z',
    expiresAt: '2026-09-02T10:15:30.000Z',
  };
  const status = { iccid, imsi, profileState: 'INSTALLED' };
  const eid = '89049032000001000000012345678901';
  const alert = {
    uid,
    iccid,
    imsi,
    timestamp: '2026-08-21T10:15:30.000Z',
    balanceAmountInByte: 93618231,
  };
  const country = { imsi, iccid, previousCountry: null, newCountry: 'DE' };

  it.each<[string, EventDraft['type'], object, object]>([
    ['a status with EID', 'esim.status_changed', { ...status, eid }, { ...status, eid }],
    ['a status without', 'esim.status_changed', status, status],
    ['a status with an unknown EID', 'esim.status_changed', { ...status, eid: null }, status],
    ['an alert', 'balance.low', alert, alert],
    ['a first connection', 'esim.country_changed', country, country],
    ['an activation', 'package.activated', activation, activation],
    [
      'one without an end',
      'package.activated',
      { ...activation, expiresAt: null },
      {
        ...activation,
        expiresAt: null,
      },
    ],
    ['one with more fields', 'package.activated', { ...activation, name: 'x' }, activation],
  ])('are to the letter: %s', async (_title, type, body, data) => {
    const reversed = Object.fromEntries(Object.entries(body).reverse());
    const { read } = await openLog({ type, body: reversed, createdAt: AT });
    const { items } = await read();
    const { customerUid: _customer, activatedItemUid: _item, ...shown } = items[0].data;
    expect(JSON.stringify(shown)).toBe(JSON.stringify(data));
    const draft = { type, body: reversed, createdAt: AT };
    expect(JSON.stringify(compatibleData(draft.type, draft.body))).toBe(JSON.stringify(data));
  });
});
