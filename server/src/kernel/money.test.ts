import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, MAX_AMOUNT_MINOR, readUsd, toMinor, toPrice, usd } from './money.ts';

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

describe('readUsd', () => {
  it('returns cents within the limits, both inclusive', () => {
    expect(readUsd(usd(4.99), '/amount')).toBe(499n);
    expect(readUsd(usd(0), '/amount')).toBe(0n);
    expect(readUsd(usd(10), '/amount', { min: 1000n, max: 1000n })).toBe(1000n);
  });

  it.each([
    [{ priceValue: 5, currencyCode: 'EUR' }, '/amount/currencyCode', 'must be USD'],
    [usd(0), '/amount/priceValue', 'must be between 0.01 USD and 9.00 USD'],
    [usd(9.01), '/amount/priceValue', 'must be between 0.01 USD and 9.00 USD'],
    [usd(1.005), '/amount/priceValue', 'must be between 0.01 USD and 9.00 USD'],
  ])('refuses %j at %s', (price, path, message) => {
    expect(() => readUsd(price, '/amount', { min: 1n, max: 900n })).toThrow(
      expect.objectContaining({ code: 'invalid_request', errors: [{ path, message }] }),
    );
  });
});
