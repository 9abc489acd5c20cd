import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, moved, post } from '../../../test/support/books.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openSlice } from '../../../test/support/slice.ts';
import { addDays } from '../../kernel/time-zone.ts';
import { chainDays } from './credit-days.ts';
import { registerCreditRoutes } from './index.ts';

const slice = await forThisFile(openSlice(registerCreditRoutes), { hasBooks: false });

const HISTORY = '/gigastore/credits/balance-history';

async function openAccount() {
  const account = await slice.newAccount();
  const call = await account.caller();
  const refund = { type: 'refund', debit: 'sales', credit: 'credits' } as const;
  await post(slice.db, account, [
    moved(10_000, at(1)),
    moved(-149, at(2, 23)),
    moved(-250, at(4)),
    moved(250, at(4), refund),
    moved(-100, at(4), { kind: 'pending' }),
  ]);
  return { account, call };
}

describe('the balance by day', () => {
  test('the balance by day has every day, each opening with the balance of the day before', async () => {
    const { call } = await openAccount();
    const answer = await call('GET', `${HISTORY}?from=2026-04-01&to=2026-04-04`);
    const { items, ...range } = answer.json();
    expect(range).toEqual({ from: '2026-04-01', to: '2026-04-04', timeZone: 'UTC' });
    const numbers = items.map((item: Record<string, { priceValue: number }>) => [
      item.date,
      item.openingBalance?.priceValue,
      item.added?.priceValue,
      item.spent?.priceValue,
      item.closingBalance?.priceValue,
    ]);
    expect(numbers).toEqual([
      ['2026-04-01', 0, 100, 0, 100],
      ['2026-04-02', 100, 0, 1.49, 98.51],
      ['2026-04-03', 98.51, 0, 0, 98.51],
      ['2026-04-04', 98.51, 2.5, 2.5, 98.51],
    ]);
  });

  test('the balance by day counts an entry on its day in the requested time zone', async () => {
    const { call } = await openAccount();
    const query = 'from=2026-04-02&to=2026-04-03&time_zone=Europe/Vienna';
    const { items } = (await call('GET', `${HISTORY}?${query}`)).json();
    const spent = items.map((item: { spent: { priceValue: number } }) => item.spent.priceValue);
    expect(spent).toEqual([0, 1.49]);
  });

  test('the balance by day comes as CSV, and by default for the last 30 days', async () => {
    const { call } = await openAccount();
    const headers = { accept: 'text/csv' };
    const { body } = await call('GET', HISTORY, { headers });
    const rows = parse(body, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(30);
    expect(rows.at(-1)).toMatchObject({ closingBalance: '98.51', currency: 'USD' });
  });

  test.each([
    ['time_zone=Europe/Atlantis', '/time_zone'],
    ['from=2026-04-02&to=2026-04-01', '/to'],
    ['from=2024-01-01&to=2026-04-01', '/to'],
    ['from=2026-02-30', '/from'],
  ])('the balance by day is refused for %s', async (query, path) => {
    const { call } = await openAccount();
    const answer = await call('GET', `${HISTORY}?${query}`);
    expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });

  test('the balance by day shows nothing of another account', async () => {
    await openAccount();
    const other = await slice.newAccount();
    const call = await other.caller();
    const { items } = (await call('GET', `${HISTORY}?from=2026-04-01&to=2026-04-01`)).json();
    expect(items).toMatchObject([{ closingBalance: { priceValue: 0 } }]);
  });

  test('the balance by day ends at the opening balance plus all sums', () => {
    const sum = fc.record({
      day: fc.integer({ min: 0, max: 9 }),
      addedMinor: fc.bigInt({ min: 0n, max: 1_000_000n }),
      spentMinor: fc.bigInt({ min: 0n, max: 1_000_000n }),
    });
    const dates = Array.from({ length: 10 }, (_, index) => addDays('2026-02-24', index));
    fc.assert(
      fc.property(fc.bigInt(), fc.array(sum), (openingMinor, drafts) => {
        const sums = drafts.map(({ day, ...amounts }) => {
          return { ...amounts, date: dates[day] ?? '', type: 'activation', entries: 1 } as const;
        });
        const days = chainDays(dates, openingMinor, sums);
        const moved = sums.reduce((total, each) => total + each.addedMinor - each.spentMinor, 0n);
        expect(days.at(-1)?.closingMinor).toBe(openingMinor + moved);
      }),
    );
  });
});

test('entries can be filtered by type, which lists the refunds', async () => {
  const { call } = await openAccount();
  const { items } = (await call('GET', '/gigastore/credits/entries?type=refund')).json();
  expect(items).toMatchObject([{ type: 'refund', amount: { priceValue: 2.5 } }]);
  const wrong = await call('GET', '/gigastore/credits/entries?type=gift');
  expect(wrong.json()).toMatchObject({ code: 'invalid_request' });
});
