import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEGABYTE, toBytes, toGigabytes } from './data-size.ts';

describe('data sizes', () => {
  it('counts 1024 MB to the GB and 1024 GB to the TB', () => {
    expect(toBytes({ sizeValue: 1, sizeUnit: 'GB' })).toBe(1024n * MEGABYTE);
    expect(toBytes({ sizeValue: 1, sizeUnit: 'TB' })).toBe(1024n * 1024n * MEGABYTE);
    expect(toBytes({ sizeValue: 2.5, sizeUnit: 'MB' })).toBe(2_621_440n);
  });

  it('rounds GB half-up to two decimals', () => {
    expect(toGigabytes(50n * MEGABYTE)).toEqual({ sizeValue: 0.05, sizeUnit: 'GB' });
    // Half a hundredth of a GB is 5,368,709.12 bytes.
    expect(toGigabytes(5_368_710n)).toEqual({ sizeValue: 0.01, sizeUnit: 'GB' });
    expect(toGigabytes(5_368_709n)).toEqual({ sizeValue: 0, sizeUnit: 'GB' });
    expect(toGigabytes(0n)).toEqual({ sizeValue: 0, sizeUnit: 'GB' });
  });

  it('is never more than half a hundredth off', () => {
    const hundredth = 10_737_418.24;
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), (bytes) => {
        const shown = toGigabytes(bytes).sizeValue * 100 * hundredth;
        expect(Math.abs(shown - Number(bytes))).toBeLessThanOrEqual(hundredth / 2 + 1);
      }),
    );
  });
});
