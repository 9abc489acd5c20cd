import { expect, it } from 'vitest';
import { groupBy } from './group-by.ts';

it('groups by a key, in the order of the list', () => {
  const groups = groupBy([3, 1, 4, 1, 5, 9, 2, 6], (number) => number % 3);
  expect([...groups]).toEqual([
    [0, [3, 9, 6]],
    [1, [1, 4, 1]],
    [2, [5, 2]],
  ]);
});

it('groups nothing into no groups', () => {
  expect(groupBy([], String).size).toBe(0);
});
