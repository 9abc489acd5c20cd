import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  marginPercent,
  PRICING_METHODS,
  type PricingFormula,
  priceBy,
  ROUNDINGS,
} from './pricing-formula.ts';

const plain = { rounding: 'none', minimumMarginMinor: 0n } as const;

const CASES: [PricingFormula, bigint, bigint][] = [
  [{ method: 'margin', value: 5000, ...plain }, 310n, 620n],
  [{ method: 'margin', value: 3333, ...plain }, 100n, 150n],
  [{ method: 'margin', value: 0, ...plain }, 100n, 100n],
  [{ method: 'factor', value: 15_000, ...plain }, 333n, 500n],
  [{ method: 'factor', value: 5_000, ...plain }, 333n, 333n],
  [{ method: 'amount', value: 250, ...plain }, 310n, 560n],
  [{ method: 'amount', value: 0, rounding: 'none', minimumMarginMinor: 99n }, 310n, 409n],
  [{ method: 'factor', value: 20_000, rounding: 'to_99', minimumMarginMinor: 0n }, 310n, 699n],
  [{ method: 'factor', value: 20_000, rounding: 'to_49', minimumMarginMinor: 0n }, 310n, 649n],
  [{ method: 'factor', value: 20_000, rounding: 'whole', minimumMarginMinor: 0n }, 310n, 700n],
  [{ method: 'amount', value: 0, rounding: 'to_99', minimumMarginMinor: 0n }, 299n, 299n],
  [{ method: 'amount', value: 0, rounding: 'whole', minimumMarginMinor: 0n }, 0n, 0n],
];

test('a formula makes the retail price of a wholesale price', () => {
  for (const [formula, wholesale, retail] of CASES) {
    expect({ formula, retail: priceBy(formula, wholesale) }).toEqual({ formula, retail });
  }
});

const formulas: fc.Arbitrary<PricingFormula> = fc.record({
  method: fc.constantFrom(...PRICING_METHODS),
  value: fc.integer({ min: 0, max: 9_999 }),
  rounding: fc.constantFrom(...ROUNDINGS),
  minimumMarginMinor: fc.bigInt({ min: 0n, max: 100_000n }),
});
/** Low enough that even a margin of 99.99 percent is a price. */
const costs = fc.bigInt({ min: 0n, max: 90_000n });

describe('a price by any formula', () => {
  it('is never below the floor, and at most a dollar above the exact price or the floor', () => {
    fc.assert(
      fc.property(formulas, costs, (formula, cost) => {
        const retail = priceBy(formula, cost) ?? -1n;
        const floor = cost + formula.minimumMarginMinor;
        const unrounded = priceBy({ ...formula, rounding: 'none' }, cost) ?? -1n;
        expect(retail >= floor).toBe(true);
        expect(unrounded >= floor).toBe(true);
        expect(retail - unrounded >= 0n && retail - unrounded < 100n).toBe(true);
      }),
    );
  });

  it('ends as its rounding says', () => {
    const endings = { whole: 0n, to_49: 49n, to_99: 99n };
    fc.assert(
      fc.property(formulas, costs, (formula, cost) => {
        const { rounding } = formula;
        if (rounding === 'none') return;
        expect((priceBy(formula, cost) ?? 0n) % 100n).toBe(endings[rounding]);
      }),
    );
  });

  it('never falls when the wholesale price rises', () => {
    fc.assert(
      fc.property(formulas, costs, costs, (formula, one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        return (priceBy(formula, low) ?? 0n) <= (priceBy(formula, high) ?? 0n);
      }),
    );
  });

  it('keeps the margin that was asked for, however it is rounded', () => {
    fc.assert(
      fc.property(formulas, costs, (formula, cost) => {
        if (formula.method !== 'margin') return;
        const retail = priceBy(formula, cost) ?? 0n;
        expect((retail - cost) * 10_000n >= retail * BigInt(formula.value)).toBe(true);
      }),
    );
  });

  it('is nothing above the highest amount', () => {
    expect(priceBy({ method: 'margin', value: 9_999, ...plain }, 1_000_000n)).toBeUndefined();
    expect(priceBy({ method: 'amount', value: 1, ...plain }, 1_000_000_000n)).toBeUndefined();
  });
});

test('a margin is a percentage of the retail price', () => {
  expect(marginPercent(620n, 310n)).toBe(50);
  expect(marginPercent(300n, 400n)).toBe(-33.33);
  expect(marginPercent(0n, 400n)).toBeNull();
});
