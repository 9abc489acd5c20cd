import { expect, it, vi } from 'vitest';
import { createBatches } from './batches.ts';

/** Doubles numbers, keeps what each round had, and fails with a negative one. */
function doubling(options: { atOnce: number }) {
  const rounds: number[][] = [];
  const batches = createBatches(async (numbers: readonly number[]) => {
    rounds.push([...numbers]);
    await Promise.resolve();
    if (numbers.some((number) => number < 0)) throw new Error(`${numbers} cannot be doubled`);
    return numbers.map((number) => number * 2);
  }, options);
  return { batches, rounds };
}

it('answers callers of the same turn in one round, each with its own result', async () => {
  const { batches, rounds } = doubling({ atOnce: 2 });
  expect(await Promise.all([1, 2, 3].map(batches.run))).toEqual([2, 4, 6]);
  expect(rounds).toEqual([[1, 2, 3]]);
});

it('runs at most so many rounds at once, and carries the others in the next one', async () => {
  const open: (() => void)[] = [];
  const sizes: number[] = [];
  const batches = createBatches(
    async (inputs: readonly number[]) => {
      sizes.push(inputs.length);
      await new Promise<void>((resolve) => open.push(resolve));
      return inputs;
    },
    { atOnce: 1 },
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const first = batches.run(1);
  await turn();
  const later = [batches.run(2), batches.run(3)];
  await turn();
  expect(sizes).toEqual([1]);
  open.shift()?.();
  await first;
  await vi.waitFor(() => expect(sizes).toEqual([1, 2]));
  open.shift()?.();
  expect(await Promise.all(later)).toEqual([2, 3]);
});

it('carries at most 64 in a round', async () => {
  const { batches, rounds } = doubling({ atOnce: 1 });
  await Promise.all(Array.from({ length: 150 }, (_, number) => batches.run(number)));
  expect(rounds.map(({ length }) => length)).toEqual([64, 64, 22]);
});

it('runs each alone when a round fails, and throws an error to its own caller only', async () => {
  const { batches, rounds } = doubling({ atOnce: 1 });
  const [first, second, third] = await Promise.allSettled([1, -2, 3].map(batches.run));
  expect(first).toEqual({ status: 'fulfilled', value: 2 });
  expect(second).toMatchObject({ status: 'rejected', reason: { message: /-2 cannot/ } });
  expect(third).toEqual({ status: 'fulfilled', value: 6 });
  expect(rounds).toEqual([[1, -2, 3], [1], [-2], [3]]);
});
