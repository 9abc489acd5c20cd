import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, MAX_AMOUNT_MINOR, toMinor, toPrice } from './money.ts';

describe('money', () => {
  it('survives the wire: every amount of cents comes back as it went out', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_AMOUNT_MINOR }), (amountMinor) => {
        const wire = JSON.parse(JSON.stringify(toPrice(amountMinor)));
        expect(toMinor(wire.priceValue)).toBe(amountMinor);
      }),
    );
  });

  it.each([
    [1.15, 115n],
    [0, 0n],
    [4.9, 490n],
    [19.99, 1999n],
    [10_000_000, MAX_AMOUNT_MINOR],
  ])('reads %s exactly', (value, minor) => {
    expect(toMinor(value)).toBe(minor);
  });

  it.each([1.005, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e21, 0.1 + 0.2, 10_000_000.01])(
    'refuses %s',
    (value) => {
      expect(toMinor(value)).toBeUndefined();
    },
  );

  it('writes amounts for people', () => {
    expect(formatAmount(490n)).toBe('4.90 USD');
    expect(formatAmount(-5n)).toBe('-0.05 USD');
    expect(formatAmount(0n)).toBe('0.00 USD');
  });
});
