import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSlice, type Slice, type TestAccount } from '../../../test/support/slice.ts';
import { newId } from '../../kernel/ids.ts';
import { type EventDraft, recordEvents, registerEventRoutes } from './index.ts';

const AT = new Date('2026-04-30T09:55:36.430Z');

let slice: Slice;
beforeAll(async () => {
  slice = await openSlice(registerEventRoutes);
});
afterAll(() => slice.close());

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
    expect(await read('?after=999999999999999')).toMatchObject({ items: [] });
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

  it.each(['?after=-1', '?after=x', '?limit=0', '?limit=201', '?after=1.5', '?after=1e99'])(
    'refuses %s',
    async (query) => {
      const { read } = await openLog();
      expect(await read(query)).toMatchObject({ status: 400, code: 'invalid_request' });
    },
  );

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
  ])('are to the letter: %s', async (_, type, body, data) => {
    const reversed = Object.fromEntries(Object.entries(body).reverse());
    const { read } = await openLog({ type, body: reversed, createdAt: AT });
    const { items } = await read();
    expect(JSON.stringify(items[0].data)).toBe(JSON.stringify(data));
  });
});
