import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { at, cents, moved, post, readPages, toDay } from '../../../test/support/books.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openSlice } from '../../../test/support/slice.ts';
import { newId } from '../../kernel/ids.ts';
import { registerCreditRoutes } from './index.ts';

const slice = await forThisFile(openSlice(registerCreditRoutes), { hasBooks: false });

const ENTRIES = '/gigastore/credits/entries';
const STATEMENT = '/gigastore/credits/statement';

describe('entries', () => {
  test('entries are listed newest first, with their causes', async () => {
    const account = await slice.newAccount();
    const call = await account.caller('read');
    const [activatedItemId, purchaseId] = [newId(), newId()];
    await post(slice.db, account, [
      moved(10_000, at(1), { purchaseId }),
      moved(-149, at(2), { activatedItemId }),
      moved(-250, at(3), { kind: 'pending' }),
    ]);

    const answer = await call('GET', ENTRIES);
    expect(answer.json()).toEqual({
      items: [
        {
          id: expect.any(String),
          createdAt: '2026-04-02T12:00:00.000Z',
          type: 'activation',
          amount: { sortIndex: 0, priceValue: -1.49, currencyCode: 'USD' },
          balanceAfter: { sortIndex: 0, priceValue: 98.51, currencyCode: 'USD' },
          activatedItemUid: activatedItemId,
          description: 'Austria, 3 GB',
        },
        {
          id: expect.any(String),
          createdAt: '2026-04-01T12:00:00.000Z',
          type: 'credit_purchase',
          amount: { sortIndex: 0, priceValue: 100, currencyCode: 'USD' },
          balanceAfter: { sortIndex: 0, priceValue: 100, currencyCode: 'USD' },
          purchaseId,
          description: 'Credits',
        },
      ],
      nextCursor: null,
    });
    expect((await call('GET', '/gigastore/credits')).json()).toMatchObject({
      balance: { priceValue: 98.51 },
      held: { priceValue: 2.5 },
      available: { priceValue: 96.01 },
    });
  });

  test('entries and statements as CSV neutralize formulas and keep negative amounts', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    const description = '=HYPERLINK("http://evil.example")';
    await post(slice.db, account, [moved(10_000, at(1)), moved(-149, at(2), { description })]);
    const headers = { accept: 'text/csv' };
    for (const path of [ENTRIES, STATEMENT]) {
      const { body } = await call('GET', path, { headers });
      const rows = parse(body, { columns: true }) as { amount: string }[];
      const charged = rows.find(({ amount }) => amount === '-1.49');
      expect(charged).toMatchObject({ description: `'${description}`, amount: '-1.49' });
    }
  });

  test('entries as CSV begin with a byte order mark if it is asked for', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    await post(slice.db, account, [moved(10_000, at(1))]);
    const headers = { accept: 'text/csv' };
    for (const path of [ENTRIES, STATEMENT]) {
      const plain = (await call('GET', path, { headers })).body;
      expect(plain.startsWith('\ufeff')).toBe(false);
      const marked = (await call('GET', `${path}?bom=true`, { headers })).body;
      expect(marked).toBe(`\ufeff${plain}`);
    }
  });

  test('entries of a time range come in pages within it, as JSON and as CSV', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    const paid = [1, 2, 3, 4, 5].map((day) => moved(-day, at(day)));
    await post(slice.db, account, [moved(10_000, at(1)), ...paid]);
    const query = `?from=${toDay(2)}&to=${toDay(4)}&limit=2`;

    const items = await readPages(call, ENTRIES + query);
    expect(items.map((item) => cents(item.amount))).toEqual([-4, -3, -2]);

    const headers = { accept: 'text/csv' };
    const first = await call('GET', ENTRIES + query, { headers });
    const next = /^<(.+)>; rel="next"$/.exec(String(first.headers.link))?.[1] ?? '';
    const second = await call('GET', next, { headers });
    expect(second.headers.link).toBeUndefined();
    const amounts = [first, second].map((page) =>
      parse<{ amount: string }>(page.body, { columns: true }).map((row) => row.amount),
    );
    expect(amounts).toEqual([['-0.04', '-0.03'], ['-0.02']]);
  });

  test('entries that are added while pages are read move nothing', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    await post(slice.db, account, [moved(10_000, at(1)), moved(-1, at(1)), moved(-2, at(1))]);
    const first = (await call('GET', `${ENTRIES}?limit=2`)).json();
    await post(slice.db, account, [moved(-3, at(1))]);
    const second = (await call('GET', `${ENTRIES}?limit=2&after=${first.nextCursor}`)).json();
    expect([...first.items, ...second.items].map((item) => cents(item.amount))).toEqual([
      -2, -1, 10_000,
    ]);
  });

  test('entries of another account are never shown, not even by its cursor', async () => {
    const account = await slice.newAccount();
    await post(slice.db, account, [moved(10_000, at(1)), moved(-1, at(1))]);
    const page = (await (await account.caller())('GET', `${ENTRIES}?limit=1`)).json();
    const stranger = await (await slice.newAccount()).caller();
    for (const url of [ENTRIES, `${ENTRIES}?after=${page.nextCursor}`]) {
      expect((await stranger('GET', url)).json()).toEqual({ items: [], nextCursor: null });
    }
    expect((await stranger('GET', STATEMENT)).json().items).toEqual([]);
    expect((await stranger('GET', '/gigastore/credits')).json().balance.priceValue).toBe(0);
  });

  test.each([
    'limit=0',
    'limit=201',
    'limit=many',
    'after=xyz',
    `after=${Buffer.from('["12","3"]').toString('base64url')}`,
    `after=${Buffer.from('["-1"]').toString('base64url')}`,
    `after=${Buffer.from('["99999999999999999999"]').toString('base64url')}`,
  ])('entries refuse ?%s', async (query) => {
    const call = await (await slice.newAccount()).caller();
    const answer = await call('GET', `${ENTRIES}?${query}`);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
  });

  test('entries need a token', async () => {
    for (const url of [ENTRIES, STATEMENT, '/gigastore/credits']) {
      const answer = await slice.app.inject({ url });
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'missing_token']);
    }
  });
});
