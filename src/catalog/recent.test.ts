import { expect, it } from 'vitest';
import { recent } from './recent.ts';

it('forgets what was asked for longest ago once there is too much', () => {
  const values = recent<number>(2);
  values.set('a', 1);
  values.set('b', 2);
  values.get('a');
  values.set('c', 3);
  expect([values.get('a'), values.get('b'), values.get('c')]).toEqual([1, undefined, 3]);
});

it('keeps the newest value of a key and gives it back', () => {
  const values = recent<number>(2);
  values.set('a', 1);
  expect(values.set('a', 2)).toBe(2);
  expect(values.get('a')).toBe(2);
});
