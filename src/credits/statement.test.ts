import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSlice, type Slice, type TestAccount } from '../../test/support/slice.ts';
import { newId } from '../lib/ids.ts';
import type { EntryView } from './entry.ts';
import { endHold, lockCredits, postTransfers, readCredits } from './index.ts';
import { registerCreditRoutes } from './routes.ts';
import type { TransferDraft } from './transfer.ts';

const STATEMENT = '/gigastore/credits/statement';
const ENTRIES = '/gigastore/credits/entries';

let slice: Slice;

beforeAll(async () => {
  slice = await openSlice(registerCreditRoutes);
});
afterAll(() => slice.close());

const at = (day: number, hour = 12) => new Date(Date.UTC(2026, 3, day, hour));
const toDay = (day: number) => at(day).toISOString().slice(0, 10);

/** Money in (positive) or out, at a time of April 2026. */
function moved(amount: number, createdAt: Date, more: Partial<TransferDraft> = {}): TransferDraft {
  const isIn = amount > 0;
  return {
    kind: 'posted',
    type: isIn ? 'credit_purchase' : 'activation',
    debit: isIn ? 'funding' : 'credits',
    credit: isIn ? 'credits' : 'sales',
    amountMinor: BigInt(Math.abs(amount)),
    description: isIn ? 'Credits' : 'Austria, 3 GB',
    createdAt,
    ...more,
  };
}

async function post(account: TestAccount, drafts: readonly TransferDraft[]): Promise<void> {
  await slice.db.transaction(async (tx) => {
    const locked = await lockCredits(tx, account.id);
    await postTransfers(tx, account.id, { locked, drafts });
  });
}

type Statement = {
  from: string | null;
  to: string | null;
  openingBalance: { priceValue: number };
  closingBalance: { priceValue: number };
  items: EntryView[];
};

const cents = (price: { priceValue: number }) => Math.round(price.priceValue * 100);
const total = (items: EntryView[]) => items.reduce((sum, item) => sum + cents(item.amount), 0);

describe('a statement', () => {
  test('shows the entries of its days between the balances before and after them', async () => {
    const account = await slice.newAccount();
    const call = await account.caller('read');
    await post(account, [
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
    expect((await call('GET', `${STATEMENT}?from=2026-04-10&to=${to}`)).json().items).toHaveLength(
      1,
    );
  });

  test('of everything starts from nothing and ends with the balance', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    await post(account, [moved(500, at(1)), moved(-120, at(2))]);

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

  test('of an account without entries, or of days without any, is its two equal balances', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    const empty = (await call('GET', STATEMENT)).json();
    expect([empty.openingBalance.priceValue, empty.closingBalance.priceValue]).toEqual([0, 0]);
    expect(empty.items).toEqual([]);

    await post(account, [moved(500, at(10))]);
    for (const [query, balance] of [
      ['to=2026-04-09', 0],
      ['from=2026-04-11', 5],
      ['from=0001-01-01&to=9999-12-31', 5],
    ] as const) {
      const quiet = (await call('GET', `${STATEMENT}?${query}`)).json() as Statement;
      expect(quiet.closingBalance.priceValue).toBe(balance);
      expect(total(quiet.items)).toBe(balance * 100 - cents(quiet.openingBalance));
    }
  });

  test('however long, comes whole and in order', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    const paid = Array.from({ length: 2_500 }, () => moved(-1, at(2)));
    await post(account, [moved(10_000, at(1)), ...paid]);

    const statement = (await call('GET', `${STATEMENT}?from=2026-04-02`)).json() as Statement;
    expect(statement.items).toHaveLength(2_500);
    expect(new Set(statement.items.map((item) => item.id)).size).toBe(2_500);
    const balances = statement.items.map((item) => cents(item.balanceAfter));
    expect(balances).toEqual(Array.from({ length: 2_500 }, (_, index) => 9_999 - index));
    expect(cents(statement.closingBalance)).toBe(7_500);
  });

  test('as CSV has the same lines between two lines of balances', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    const [activatedItemId, purchaseId] = [newId(), newId()];
    await post(account, [
      moved(10_000, at(1), { purchaseId, description: 'Credits, "spring" offer' }),
      moved(-5, at(2), { activatedItemId }),
    ]);
    const headers = { accept: 'text/csv' };

    const answer = await call('GET', `${STATEMENT}?from=2026-04-01`, { headers });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers.vary).toContain('Accept');
    const { items } = (await call('GET', `${STATEMENT}?from=2026-04-01`)).json() as Statement;
    const [first, second] = items.map((item) => ({ id: item.id, createdAt: item.createdAt }));
    const rows = parse(answer.body, { record_delimiter: '\r\n' });
    expect(rows).toEqual([
      'id,createdAt,type,amount,balanceAfter,currency,activatedItemUid,purchaseId,description'.split(
        ',',
      ),
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
    ['from=2026-05-01T00:00:00', '/from'],
  ])('refuses ?%s', async (query, path) => {
    const call = await (await slice.newAccount()).caller();
    for (const url of [STATEMENT, ENTRIES]) {
      const answer = await call('GET', `${url}?${query}`);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
      expect(answer.json().errors[0].path).toBe(path);
    }
  });
});

describe('the books, whatever moved them', () => {
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
  const step = fc.record({
    kind: fc.constantFrom('in' as const, 'out' as const, 'hold' as const, 'end' as const),
    amount: fc.integer({ min: 1, max: 5_000 }),
    day: fc.integer({ min: 1, max: 9 }),
    posts: fc.boolean(),
  });

  async function play(account: TestAccount, steps: Step[]) {
    const held: bigint[] = [];
    for (const { kind, amount, day, posts } of steps) {
      if (kind === 'end') {
        const sequence = held.shift();
        if (sequence === undefined) continue;
        const ctx = { accountId: account.id, now: at(day) };
        const outcome = posts ? 'post' : 'void';
        await slice.db.transaction((tx) => endHold(tx, ctx, { sequence, outcome }));
        continue;
      }
      const { availableMinor } = await readCredits(slice.db, account.id);
      if (kind !== 'in' && availableMinor < BigInt(amount)) continue;
      const signed = kind === 'in' ? amount : -amount;
      await post(account, [moved(signed, at(day), kind === 'hold' ? { kind: 'pending' } : {})]);
      const { lastSequence } = await slice.db.transaction((tx) => lockCredits(tx, account.id));
      if (kind === 'hold') held.push(lastSequence);
    }
  }

  test('entries add up to the balance, and statements of days that follow fit together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const account = await slice.newAccount();
        const call = await account.caller('read');
        await play(account, steps);
        const read = async (path: string) => (await call('GET', path)).json();
        const credits = await read('/gigastore/credits');

        const whole: Statement = await read(STATEMENT);
        expect(total(whole.items)).toBe(cents(credits.balance));
        expect(cents(credits.balance) - cents(credits.held)).toBe(cents(credits.available));
        const pages = await readPages(call, '?limit=3');
        expect(pages).toEqual(whole.items.toReversed());

        let balance = 0;
        const found: EntryView[] = [];
        for (const [from, to] of [
          ['', toDay(3)],
          [toDay(4), toDay(5)],
          [toDay(6), ''],
        ]) {
          const part: Statement = await read(`${STATEMENT}?from=${from}&to=${to}`);
          expect(cents(part.openingBalance)).toBe(balance);
          balance += total(part.items);
          expect(cents(part.closingBalance)).toBe(balance);
          found.push(...part.items);
        }
        const ids = (items: EntryView[]) => new Set(items.map((item) => item.id));
        expect(found).toHaveLength(whole.items.length);
        expect(ids(found)).toEqual(ids(whole.items));
        expect(balance).toBe(cents(credits.balance));
      }),
      { numRuns: 15 },
    );
  });
});

type Caller = Awaited<ReturnType<TestAccount['caller']>>;

async function readPages(call: Caller, query: string): Promise<EntryView[]> {
  const items: EntryView[] = [];
  for (let after = ''; ; ) {
    const page = (await call('GET', `${ENTRIES}${query}${after}`)).json();
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    after = `&after=${page.nextCursor}`;
  }
}

describe('entries', () => {
  test('come newest first, with what they were for', async () => {
    const account = await slice.newAccount();
    const call = await account.caller('read');
    const [activatedItemId, purchaseId] = [newId(), newId()];
    await post(account, [
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

  test('of a time come in pages that keep to it, as JSON and as CSV', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    const paid = [1, 2, 3, 4, 5].map((day) => moved(-day, at(day)));
    await post(account, [moved(10_000, at(1)), ...paid]);
    const query = `?from=${toDay(2)}&to=${toDay(4)}&limit=2`;

    const items = await readPages(call, query);
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

  test('that are added while pages are read move nothing', async () => {
    const account = await slice.newAccount();
    const call = await account.caller();
    await post(account, [moved(10_000, at(1)), moved(-1, at(1)), moved(-2, at(1))]);
    const first = (await call('GET', `${ENTRIES}?limit=2`)).json();
    await post(account, [moved(-3, at(1))]);
    const second = (await call('GET', `${ENTRIES}?limit=2&after=${first.nextCursor}`)).json();
    expect([...first.items, ...second.items].map((item) => cents(item.amount))).toEqual([
      -2, -1, 10_000,
    ]);
  });

  test('of another account are never shown, not even by its cursor', async () => {
    const account = await slice.newAccount();
    await post(account, [moved(10_000, at(1)), moved(-1, at(1))]);
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
  ])('refuse ?%s', async (query) => {
    const call = await (await slice.newAccount()).caller();
    const answer = await call('GET', `${ENTRIES}?${query}`);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
  });

  test('need a token', async () => {
    for (const url of [ENTRIES, STATEMENT, '/gigastore/credits']) {
      const answer = await slice.app.inject({ url });
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'missing_token']);
    }
  });
});
