import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  at,
  cents,
  moved,
  post,
  readPages,
  type StatementView,
  toDay,
  total,
} from '../../../test/support/books.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openSlice, type TestAccount } from '../../../test/support/slice.ts';
import type { EntryView } from './entry.ts';
import { endHold, readCredits, registerCreditRoutes } from './index.ts';

const slice = await forThisFile(openSlice(registerCreditRoutes));

const step = fc.record({
  kind: fc.constantFrom('in' as const, 'out' as const, 'hold' as const, 'end' as const),
  amount: fc.integer({ min: 1, max: 5_000 }),
  day: fc.integer({ min: 1, max: 9 }),
  posts: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function play(account: TestAccount, steps: readonly Step[]): Promise<void> {
  const held: bigint[] = [];
  for (const each of steps) {
    if (each.kind === 'end') await endOldest(account, held, each);
    else await move(account, held, each);
  }
}

async function move(account: TestAccount, held: bigint[], { kind, amount, day }: Step) {
  const { availableMinor } = await readCredits({ db: slice.db, accountId: account.id });
  if (kind !== 'in' && availableMinor < BigInt(amount)) return;
  const draft = moved(kind === 'in' ? amount : -amount, at(day));
  if (kind === 'hold') draft.kind = 'pending';
  const sequence = await post(slice.db, account, [draft]);
  if (kind === 'hold') held.push(sequence);
}

async function endOldest(account: TestAccount, held: bigint[], { day, posts }: Step) {
  const sequence = held.shift();
  if (sequence === undefined) return;
  const ctx = { accountId: account.id, now: at(day) };
  const outcome = posts ? 'post' : 'void';
  await slice.db.transaction((tx) => endHold({ ...ctx, db: tx }, { sequence, outcome }));
}

test('entries add up to the balance and statements fit together, whatever moves the credits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const account = await slice.newAccount();
      const call = await account.caller('read');
      await play(account, steps);
      const read = async (path: string) => (await call('GET', path)).json();
      const credits = await read('/gigastore/credits');

      const whole: StatementView = await read(STATEMENT);
      expect(total(whole.items)).toBe(cents(credits.balance));
      expect(cents(credits.balance) - cents(credits.held)).toBe(cents(credits.available));
      const pages = await readPages(call, '/gigastore/credits/entries?limit=3');
      expect(pages).toEqual(whole.items.toReversed());

      let balance = 0;
      const found: EntryView[] = [];
      for (const [from, to] of PARTS) {
        const part: StatementView = await read(`${STATEMENT}?from=${from}&to=${to}`);
        expect(cents(part.openingBalance)).toBe(balance);
        balance += total(part.items);
        expect(cents(part.closingBalance)).toBe(balance);
        found.push(...part.items);
      }
      expect(found.map(({ id }) => id).sort()).toEqual(whole.items.map(({ id }) => id).sort());
      expect(balance).toBe(cents(credits.balance));
    }),
    { numRuns: 15 },
  );
});

const STATEMENT = '/gigastore/credits/statement';
/** Days that follow each other, from the first to the last. */
const PARTS = [
  ['', toDay(3)],
  [toDay(4), toDay(5)],
  [toDay(6), ''],
];
