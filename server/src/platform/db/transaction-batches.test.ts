import { expect, it } from 'vitest';
import { type Database, sql, type Tx } from './database.ts';
import { createTransactionBatches } from './transaction-batches.ts';

/** A database that counts its transactions, and knows what was committed. */
function fakeDatabase() {
  const committed: string[] = [];
  let transactions = 0;
  const db: Pick<Database, 'transaction'> = {
    async transaction(work) {
      transactions += 1;
      const written: string[] = [];
      const tx: Tx = {
        kind: 'transaction',
        rows: async () => [],
        row: async () => undefined,
        run: async ({ values }) => written.push(String(values[0])),
      };
      const value = await work(tx);
      committed.push(...written);
      return value;
    },
  };
  return { db, committed, transactions: () => transactions };
}

const write = (text: string) => async (tx: Tx) => {
  await tx.run(sql`${text}`);
  return text;
};

it('runs works that are asked for together in one transaction', async () => {
  const { db, committed, transactions } = fakeDatabase();
  const batches = createTransactionBatches(db, { atOnce: 1 });
  const texts = ['a', 'b', 'c'];
  expect(await Promise.all(texts.map((text) => batches.run(text, write(text))))).toEqual(texts);
  expect(committed.sort()).toEqual(texts);
  expect(transactions()).toBe(1);
});

it('runs works of one key one after another', async () => {
  const { db } = fakeDatabase();
  const batches = createTransactionBatches(db, { atOnce: 1 });
  const seen: string[] = [];
  const slow = (name: string) => async () => {
    seen.push(`${name} begins`);
    await Promise.resolve();
    seen.push(`${name} ends`);
  };
  await Promise.all([batches.run('a', slow('first')), batches.run('a', slow('second'))]);
  expect(seen).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

it('runs each alone when one of them fails, and throws its error to its caller only', async () => {
  const { db, committed } = fakeDatabase();
  const batches = createTransactionBatches(db, { atOnce: 2 });
  const failing = batches.run('b', async () => {
    throw new Error('mine');
  });
  const [first, second, third] = await Promise.allSettled([
    batches.run('a', write('a')),
    failing,
    batches.run('c', write('c')),
  ]);
  expect([first?.status, second?.status, third?.status]).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  await expect(failing).rejects.toThrow('mine');
  expect(committed.sort()).toEqual(['a', 'c']);
});
