import { MAX_AMOUNT_MINOR } from '../../kernel/money.ts';

/** The ways to compute a retail price from a wholesale price. */
export const PRICING_METHODS = ['margin', 'factor', 'amount'] as const;
export type PricingMethod = (typeof PRICING_METHODS)[number];

/** `to_99` rounds up to the next price that ends in .99, `whole` to the next whole dollar. */
export const ROUNDINGS = ['none', 'whole', 'to_49', 'to_99'] as const;
type Rounding = (typeof ROUNDINGS)[number];

/**
 * How retail prices follow wholesale prices. `value` is a whole number: hundredths of a percent of
 * the retail price for `margin`, ten-thousandths for `factor`, cents for `amount`.
 */
export type PricingFormula = {
  method: PricingMethod;
  value: number;
  rounding: Rounding;
  /** The floor of a retail price is the wholesale price plus this, in cents. */
  minimumMarginMinor: bigint;
};

const WHOLE_MARGIN = 10_000n;
const WHOLE_FACTOR = 10_000n;

/**
 * Returns the retail price by a formula, in cents: computed exactly, raised to the floor, and then
 * rounded up, so that rounding never lowers a margin. Undefined for a price that is too high.
 */
export function priceBy(formula: PricingFormula, wholesaleMinor: bigint): bigint | undefined {
  const floor = wholesaleMinor + formula.minimumMarginMinor;
  const exact = unroundedPrice(formula, wholesaleMinor);
  const retail = roundUp(exact > floor ? exact : floor, formula.rounding);
  return retail > MAX_AMOUNT_MINOR ? undefined : retail;
}

function unroundedPrice({ method, value }: PricingFormula, wholesaleMinor: bigint): bigint {
  switch (method) {
    case 'margin':
      return divideUp(wholesaleMinor * WHOLE_MARGIN, WHOLE_MARGIN - BigInt(value));
    case 'factor':
      return divideUp(wholesaleMinor * BigInt(value), WHOLE_FACTOR);
    case 'amount':
      return wholesaleMinor + BigInt(value);
  }
}

const ENDINGS: Record<Exclude<Rounding, 'none'>, bigint> = { whole: 0n, to_49: 49n, to_99: 99n };

/** Returns the lowest amount of at least `amountMinor` cents with the ending. */
function roundUp(amountMinor: bigint, rounding: Rounding): bigint {
  if (rounding === 'none') return amountMinor;
  return amountMinor + ((ENDINGS[rounding] - (amountMinor % 100n) + 100n) % 100n);
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

/** Returns the margin of a price in percent of the retail price, with two decimals; null for 0. */
export function marginPercent(retailMinor: bigint, wholesaleMinor: bigint): number | null {
  if (retailMinor === 0n) return null;
  return Number(((retailMinor - wholesaleMinor) * WHOLE_MARGIN) / retailMinor) / 100;
}
