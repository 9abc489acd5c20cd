import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { at, cents, moved, post, type StatementView, total } from '../../../test/support/books.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openSlice } from '../../../test/support/slice.ts';
import { newId } from '../../kernel/ids.ts';
import { registerCreditRoutes } from './index.ts';

const slice = await forThisFile(openSlice(registerCreditRoutes), { hasBooks: false });

const STATEMENT = '/gigastore/credits/statement';
const HEADER =
  'id,createdAt,type,amount,balanceAfter,currency,activatedItemUid,purchaseId,description';

describe('a statement', () => {
  test('a statement shows the entries of its days between the balances before and after them', async () => {
    const account = await slice.newAccount();
    const call = await account.caller('read');
    await post(slice.db, account, [
      moved(10_000, at(1)),
      moved(-149, at(10, 0)),
      moved(-250, at(10, 23)),
      moved(-1, at(11, 0)),
    ]);

    const answer = await call('GET', `${STATEMENT}?from=2026-04-10&to=2026-04-10`);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json()).toMatchObject({
      from: '2026-04-10',
      to: '2026-04-10',
      openingBalance: { sortIndex: 0, priceValue: 100, currencyCode: 'USD' },
      closingBalance: { sortIndex: 0, priceValue: 96.01, currencyCode: 'USD' },
      items: [
        { amount: { priceValue: -1.49 }, balanceAfter: { priceValue: 98.51 } },
        { amount: { priceValue: -2.5 }, balanceAfter: { priceValue: 96.01 } },
      ],
    });
    const to = '2026-04-10T23:00:00Z';
    const earlier = await call('GET', `${STATEMENT}?from=2026-04-10&to=${to}`);
    expect(earlier.json().items).toHaveLength(1);
  });

  test('a statement of everything starts from zero and ends with the balance', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    await post(slice.db, account, [moved(500, at(1)), moved(-120, at(2))]);

    const { from, to, openingBalance, closingBalance, items } = (
      await call('GET', STATEMENT)
    ).json();
    expect([from, to, openingBalance.priceValue, closingBalance.priceValue]).toEqual([
      null,
      null,
      0,
      3.8,
    ]);
    expect(items).toHaveLength(2);
  });

  test('a statement without entries is two equal balances', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    const empty = (await call('GET', STATEMENT)).json();
    expect([empty.openingBalance.priceValue, empty.closingBalance.priceValue]).toEqual([0, 0]);
    expect(empty.items).toEqual([]);

    await post(slice.db, account, [moved(500, at(10))]);
    for (const [query, balance] of [
      ['to=2026-04-09', 0],
      ['from=2026-04-11', 5],
      ['from=0001-01-01&to=9999-12-31', 5],
    ] as const) {
      const quiet = (await call('GET', `${STATEMENT}?${query}`)).json() as StatementView;
      expect(quiet.closingBalance.priceValue).toBe(balance);
      expect(total(quiet.items)).toBe(balance * 100 - cents(quiet.openingBalance));
    }
  });

  test('a long statement is complete and in order', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    const paid = Array.from({ length: 2_500 }, () => moved(-1, at(2)));
    await post(slice.db, account, [moved(10_000, at(1)), ...paid]);

    const statement = (await call('GET', `${STATEMENT}?from=2026-04-02`)).json() as StatementView;
    expect(statement.items).toHaveLength(2_500);
    expect(new Set(statement.items.map((item) => item.id)).size).toBe(2_500);
    const balances = statement.items.map((item) => cents(item.balanceAfter));
    expect(balances).toEqual(Array.from({ length: 2_500 }, (_, index) => 9_999 - index));
    expect(cents(statement.closingBalance)).toBe(7_500);
  });

  test('a statement as CSV has the same lines between two lines of balances', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    const [activatedItemId, purchaseId] = [newId(), newId()];
    await post(slice.db, account, [
      moved(10_000, at(1), { purchaseId, description: 'Credits, "spring" offer' }),
      moved(-5, at(2), { activatedItemId }),
    ]);
    const headers = { accept: 'text/csv' };

    const answer = await call('GET', `${STATEMENT}?from=2026-04-01`, { headers });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers.vary).toContain('Accept');
    const { items } = (await call('GET', `${STATEMENT}?from=2026-04-01`)).json() as StatementView;
    const [first, second] = items.map((item) => ({ id: item.id, createdAt: item.createdAt }));
    const rows = parse(answer.body, { record_delimiter: '\r\n' });
    expect(rows).toEqual([
      HEADER.split(','),
      ['', '2026-04-01', 'opening_balance', '', '0.00', 'USD', '', '', ''],
      [
        first?.id,
        first?.createdAt,
        'credit_purchase',
        '100.00',
        '100.00',
        'USD',
        '',
        purchaseId,
        'Credits, "spring" offer',
      ],
      [
        second?.id,
        second?.createdAt,
        'activation',
        '-0.05',
        '99.95',
        'USD',
        activatedItemId,
        '',
        'Austria, 3 GB',
      ],
      ['', '', 'closing_balance', '', '99.95', 'USD', '', '', ''],
    ]);
  });

  test.each([
    ['from=yesterday', '/from'],
    ['to=2026-02-30', '/to'],
    ['from=2026-05-02&to=2026-04-30', '/to'],
  ])('a statement refuses ?%s', async (query, path) => {
    const call = await (await slice.newAccount()).caller();
    for (const url of [STATEMENT, '/gigastore/credits/entries']) {
      const answer = await call('GET', `${url}?${query}`);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
      expect(answer.json().errors[0].path).toBe(path);
    }
  });
});
