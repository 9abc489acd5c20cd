import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { Refusal } from '../../kernel/refusal.ts';
import {
  addCredits,
  chargeCredits,
  endHold,
  freezeCredits,
  holdCredits,
  readCredits,
  registerCreditRoutes,
  reverseCredits,
  updateCreditLimit,
} from './index.ts';

const slice = await forThisFile(openSlice(registerCreditRoutes));
// Holds would be past their expiry otherwise.
const now = new Date();

const buy = (account: TestAccount, amountMinor: bigint) =>
  slice.db.transaction((db) =>
    chargeCredits(
      { db, accountId: account.id, now },
      { amountMinor, type: 'stock_purchase', description: 'Units' },
    ),
  );
const add = (account: TestAccount, amountMinor: bigint) =>
  slice.db.transaction((db) =>
    addCredits(
      { db, accountId: account.id, now },
      { amountMinor, type: 'adjustment', description: 'Added' },
    ),
  );
const limit = (account: TestAccount, limitMinor: bigint) =>
  slice.db.transaction((db) => updateCreditLimit(db, { accountId: account.id, limitMinor }));
const creditsOf = (account: TestAccount) => readCredits({ db: slice.db, accountId: account.id });

describe('a credit limit', () => {
  it('lets an account buy down to minus the limit, and not a cent more', async () => {
    const account = await slice.newAccount();
    await expect(buy(account, 1n)).rejects.toThrow('the balance is 0.00 USD.');
    await limit(account, 1_000n);
    await buy(account, 1_000n);
    const call = await account.caller('read');
    expect((await call('GET', '/gigastore/credits')).json()).toMatchObject({
      balance: { priceValue: -10 },
      available: { priceValue: -10 },
      creditLimit: { priceValue: 10 },
    });
    const refused = buy(account, 1n);
    await expect(refused).rejects.toThrow('the balance is -10.00 USD and the credit limit 10.00');
  });

  it('is spent once, however many buy at once', async () => {
    const account = await slice.newAccount();
    await limit(account, 1_000n);
    const buying = Array.from({ length: 8 }, () => buy(account, 300n));
    const done = await Promise.allSettled(buying);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect((await creditsOf(account)).availableMinor).toBe(-900n);
  });

  it('cannot become lower than what the account owes', async () => {
    const account = await slice.newAccount();
    await limit(account, 1_000n);
    await buy(account, 600n);
    expect(await limit(account, 599n)).toBe(false);
    expect(await limit(account, 600n)).toBe(true);
  });

  it('pays no adjustment, and nothing of a reversed payment is taken out of it', async () => {
    const account = await slice.newAccount();
    await limit(account, 1_000n);
    const take = slice.db.transaction((db) =>
      chargeCredits(
        { db, accountId: account.id, now },
        { amountMinor: 1n, type: 'adjustment', description: 'Taken' },
      ),
    );
    await expect(take).rejects.toThrow(Refusal);
    await add(account, 100n);
    const of = { purchaseId: account.id, description: 'Reversed' };
    const taken = await slice.db.transaction((db) =>
      reverseCredits({ db, accountId: account.id, now }, { ...of, amountMinor: 250n }),
    );
    expect(taken).toBe(100n);
    await buy(account, 50n);
    const frozen = await slice.db.transaction((db) =>
      freezeCredits({ db, accountId: account.id, now }, { ...of, amountMinor: 250n }),
    );
    expect(frozen).toEqual({ frozenMinor: 0n, sequence: null });
  });
});

const step = fc.record({
  kind: fc.constantFrom('buy', 'add', 'hold', 'end', 'limit', 'reverse'),
  amount: fc.bigInt({ min: 1n, max: 2_000n }),
  posts: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Refusals are what may happen; anything else, such as a broken constraint, is a defect. */
async function play(account: TestAccount, held: bigint[], { kind, amount, posts }: Step) {
  const at = { accountId: account.id, now };
  const description = 'A step';
  if (kind === 'buy') return buy(account, amount);
  if (kind === 'add') return add(account, amount);
  if (kind === 'limit') return limit(account, amount - 1n);
  return slice.db.transaction(async (db) => {
    if (kind === 'reverse') {
      const of = { amountMinor: amount, purchaseId: account.id, description };
      return reverseCredits({ ...at, db }, of);
    }
    if (kind === 'hold') {
      return held.push(await holdCredits({ ...at, db }, { amountMinor: amount, description }));
    }
    const sequence = held.shift();
    if (sequence === undefined) return;
    await endHold({ ...at, db }, { sequence, outcome: posts ? 'post' : 'void' });
  });
}

it('credits never fall below minus the limit, whatever moves them and the limit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const account = await slice.newAccount();
      const held: bigint[] = [];
      for (const each of steps) {
        await play(account, held, each).catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
        });
        const { availableMinor, limitMinor } = await creditsOf(account);
        expect(availableMinor).toBeGreaterThanOrEqual(-limitMinor);
      }
    }),
    { numRuns: 12 },
  );
});
