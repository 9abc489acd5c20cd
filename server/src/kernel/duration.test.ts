import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from './duration.ts';

describe('durations', () => {
  it('are weeks, days, hours, minutes and seconds', () => {
    const count = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(count, count, count, count, count, (weeks, days, hours, minutes, seconds) => {
        const text = `P${weeks}W${days}DT${hours}H${minutes}M${seconds}S`;
        const expected = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
        expect(parseDuration(text)).toBe(expected * 1000);
      }),
    );
  });

  it.each([
    ['P31D', 31 * 86_400_000],
    ['PT10M', 600_000],
    ['P0D', 0],
  ])('reads %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', 'P', 'PT', 'P1M', 'P1Y', '31D', 'P-1D', 'P1.5D', 'P1DT', `P${'9'.repeat(400)}D`])(
    'refuses %j',
    (text) => expect(parseDuration(text)).toBeUndefined(),
  );
});
