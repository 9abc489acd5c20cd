import fc from 'fast-check';
import { expect, it } from 'vitest';
import { JITTER, RETRY_DELAYS_MS, retryDelayMs } from './retry.ts';

const DAY_MS = 86_400_000;
const random = fc.double({ min: 0, max: 1, noNaN: true });

it('retries eleven times, for about three days, and then no more', () => {
  const delays = RETRY_DELAYS_MS.map((_, index) => retryDelayMs(index + 1, () => 0.5));
  expect(delays.map((delay) => (delay ?? 0) / 1000)).toEqual([
    5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400,
  ]);
  const wholeMs = delays.reduce<number>((sum, delay) => sum + (delay ?? 0), 0);
  expect(wholeMs / DAY_MS).toBeCloseTo(3.15, 2);
  expect(retryDelayMs(12, () => 0.5)).toBeUndefined();
});

it('moves every wait by a tenth at most, in either direction', () => {
  const failures = fc.integer({ min: 1, max: RETRY_DELAYS_MS.length });
  fc.assert(
    fc.property(failures, random, (count, value) => {
      const plain = RETRY_DELAYS_MS[count - 1] ?? 0;
      const delayMs = retryDelayMs(count, () => value) ?? 0;
      expect(Math.abs(delayMs - plain)).toBeLessThanOrEqual(plain * JITTER + 1);
      expect(Number.isInteger(delayMs)).toBe(true);
    }),
  );
  expect(retryDelayMs(1, () => 0)).toBeLessThan(retryDelayMs(1, () => 1) ?? 0);
});

it('waits longer after more failures, with the same luck', () => {
  const failures = fc.integer({ min: 1, max: RETRY_DELAYS_MS.length - 1 });
  fc.assert(
    fc.property(failures, random, (count, value) => {
      const sooner = retryDelayMs(count, () => value) ?? 0;
      expect(retryDelayMs(count + 1, () => value)).toBeGreaterThan(sooner);
    }),
  );
});
