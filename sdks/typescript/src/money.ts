import type { Price } from './types.gen.ts';

/** The decimals of a currency; the store's have two. */
const MINOR_PER_UNIT = 100;
const AMOUNT = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

type Amount = Pick<Price, 'priceValue' | 'currencyCode'>;

/**
 * Returns the exact amount in cents, to count with.
 * Throws `RangeError` if it has more than two decimals, which a price of the store never has.
 */
export function toMinor({ priceValue }: Pick<Amount, 'priceValue'>): number {
  const minor = Math.round(priceValue * MINOR_PER_UNIT);
  if (!Number.isSafeInteger(minor) || minor / MINOR_PER_UNIT !== priceValue) {
    throw new RangeError(`${priceValue} is not an amount with at most two decimals.`);
  }
  return minor;
}

/** Returns the price of this many cents. Throws `RangeError` if they are not a whole number. */
export function fromMinor(minor: number, currencyCode: Price['currencyCode'] = 'USD'): Price {
  if (!Number.isSafeInteger(minor))
    throw new RangeError(`${minor} is not a whole number of cents.`);
  return { sortIndex: 0, priceValue: minor / MINOR_PER_UNIT, currencyCode };
}

/** Returns the price of a text such as `4.99`, exactly. Throws `RangeError` if it is no amount. */
export function parsePrice(text: string, currencyCode: Price['currencyCode'] = 'USD'): Price {
  const [, sign = '', units, cents = ''] = AMOUNT.exec(text.trim()) ?? [];
  if (units === undefined) throw new RangeError(`“${text}” is not an amount such as 4.99.`);
  const minor = Number(units) * MINOR_PER_UNIT + Number(cents.padEnd(2, '0'));
  return fromMinor(sign ? -minor : minor, currencyCode);
}

/** Returns the exact sum. Throws `RangeError` if the currencies differ. */
export function addPrices(first: Amount, ...others: Amount[]): Price {
  const minors = [first, ...others].map((price) => {
    if (price.currencyCode !== first.currencyCode) {
      throw new RangeError(`${price.currencyCode} cannot be added to ${first.currencyCode}.`);
    }
    return toMinor(price);
  });
  return fromMinor(
    minors.reduce((sum, minor) => sum + minor, 0),
    first.currencyCode,
  );
}

/** Returns the price as people write it: `$4.99`, or in another language `4,99 $`. */
export function formatPrice({ priceValue, currencyCode }: Amount, locale = 'en-US'): string {
  const style = { style: 'currency', currency: currencyCode } as const;
  return new Intl.NumberFormat(locale, style).format(priceValue);
}
