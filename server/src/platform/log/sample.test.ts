import { expect, test } from 'vitest';
import { createSampler } from './sample.ts';

test('one line of a kind is admitted in ten seconds, and the next one counts the rest', () => {
  let now = 0;
  const sampler = createSampler(() => now);
  expect(sampler.admit('away')).toBe(0);
  expect([sampler.admit('away'), sampler.admit('away')]).toEqual([undefined, undefined]);
  expect(sampler.admit('slow')).toBe(0);
  now = 10_000;
  expect(sampler.admit('away')).toBe(2);
  now = 20_000;
  expect(sampler.admit('away')).toBe(0);
});
