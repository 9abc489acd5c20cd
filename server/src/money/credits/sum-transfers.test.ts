import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, cents, moved, post, type StatementView, total } from '../../../test/support/books.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { auditBooks } from '../../backoffice/operator/index.ts';
import { sql } from '../../platform/db/database.ts';
import { registerCreditRoutes, resetLedger, sumTransfersEverywhere } from './index.ts';

const slice = await forThisFile(openSlice(registerCreditRoutes));
const { db } = slice;

const STATEMENT = '/gigastore/credits/statement';
const ROUNDS = 6;

function sum() {
  return sumTransfersEverywhere(db, (error) => {
    throw error;
  });
}

async function blocksOf({ id }: TestAccount): Promise<number[]> {
  const rows = await db.rows<{ block: bigint }>(sql`
    select block from transfer_sums where account_id = ${id} order by block`);
  return rows.map(({ block }) => Number(block));
}

/** Payments of which most are in the order of their times, and some are a few hours off. */
const payments = fc.array(
  fc.record({
    cents: fc.integer({ min: 1, max: 500 }),
    isIn: fc.boolean(),
    hoursOff: fc.constantFrom(0, 0, 0, -30, 30),
    isHold: fc.constantFrom(false, false, false, true),
  }),
  { minLength: 50, maxLength: 80, size: 'max' },
);

test('a statement is the same before and after sums are kept, whatever its range', async () => {
  const hours = fc.integer({ min: -1, max: 29 * 24 });
  const ranges = fc.array(fc.tuple(hours, hours), { minLength: 6, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(payments, ranges, async (some, asked) => {
      const account = await slice.newAccount();
      const call = await account.caller('read');
      await post(db, account, [moved(100_000_000, at(0))]);
      const drafts = Array.from({ length: 3_400 }, (_, index) => {
        const one = some[(index * 7) % some.length] as (typeof some)[number];
        const hour = Math.floor(index / 5) + one.hoursOff;
        const draft = moved(one.isIn && !one.isHold ? one.cents : -one.cents, at(1, hour));
        return one.isHold ? { ...draft, kind: 'pending' as const } : draft;
      });
      await post(db, account, drafts);
      const read = async () => {
        const found: StatementView[] = [];
        for (const [from, to] of asked.map((pair) => pair.toSorted((a, b) => a - b))) {
          const query = `from=${at(1, from).toISOString()}&to=${at(1, to).toISOString()}`;
          found.push((await call('GET', `${STATEMENT}?${query}`)).json());
        }
        return found;
      };
      const before = await read();
      await sum();
      expect(await blocksOf(account)).toEqual([0, 1, 2]);
      expect(await read()).toEqual(before);
      for (const { openingBalance, closingBalance, items } of before) {
        expect(cents(closingBalance)).toBe(cents(openingBalance) + total(items));
      }
    }),
    { numRuns: ROUNDS },
  );
  expect(await auditBooks(db)).toEqual([]);
});

test('entries of a statement that are more than one read ends with are complete', async () => {
  const account = await slice.newAccount();
  const call = await account.caller('read');
  const paid = Array.from({ length: 1_999 }, () => moved(-1, at(2)));
  await post(db, account, [moved(10_000, at(2)), ...paid, ...paid.map(() => moved(-1, at(5)))]);
  await sum();
  const statement: StatementView = (
    await call('GET', `${STATEMENT}?from=2026-04-02&to=2026-04-03`)
  ).json();
  expect(statement.items).toHaveLength(2_000);
  expect(cents(statement.closingBalance)).toBe(10_000 - 1_999);
});

test('a later call adds the blocks that are full since, and an account that has none is left', async () => {
  const [busy, quiet] = [await slice.newAccount(), await slice.newAccount()];
  const credits = (count: number) => Array.from({ length: count }, () => moved(1, at(3)));
  await post(db, busy, credits(1_999));
  await post(db, quiet, credits(999));
  await sum();
  expect([await blocksOf(busy), await blocksOf(quiet)]).toEqual([[0], []]);
  await post(db, busy, credits(1));
  await Promise.all([sum(), sum(), sum()]);
  expect([await blocksOf(busy), await blocksOf(quiet)]).toEqual([[0, 1], []]);
});

test('a ledger that is emptied while sums are made has none of what it was', async () => {
  const account = await slice.newAccount();
  const credits = Array.from({ length: 2_000 }, () => moved(1, at(3)));
  for (let round = 0; round < ROUNDS; round += 1) {
    await post(db, account, credits);
    await Promise.all([sum(), db.transaction((tx) => resetLedger(tx, account.id)), sum()]);
    expect(await blocksOf(account)).toEqual([]);
  }
  await post(db, account, credits);
  await sum();
  expect(await blocksOf(account)).toEqual([0, 1]);
  expect(await auditBooks(db)).toEqual([]);
});

test('the audit of the books finds a sum that is wrong, and one that is missing', async () => {
  const account = await slice.newAccount();
  await post(
    db,
    account,
    Array.from({ length: 2_000 }, () => moved(1, at(3))),
  );
  await sum();
  const change = (statement: ReturnType<typeof sql>) => db.run(statement);
  await change(sql`
    update transfer_sums set amount_minor = 1001 where account_id = ${account.id} and block = 1`);
  expect(await auditBooks(db)).toEqual([
    {
      accountId: account.id,
      finding: 'the sum of block 1 is not what its transfers add up to',
    },
  ]);
  await change(sql`
    update transfer_sums set amount_minor = 1000 where account_id = ${account.id} and block = 1`);
  await change(sql`delete from transfer_sums where account_id = ${account.id} and block = 0`);
  expect(await auditBooks(db)).toEqual([
    { accountId: account.id, finding: 'a block before 1 has no sum' },
  ]);
  await change(sql`delete from transfer_sums where account_id = ${account.id}`);
});
