import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  addPrices,
  formatBytes,
  formatPrice,
  fromMinor,
  parsePrice,
  toBytes,
  toMinor,
} from '../src/index.ts';

type Cases = {
  prices: { text: string; minor: number; priceValue: number }[];
  noPrices: string[];
  sums: { of: number[]; minor: number }[];
  sizes: { text: string; bytes: number }[];
  noSizes: string[];
  formatted: { bytes: number; text: string }[];
};

const cases: Cases = JSON.parse(
  readFileSync(new URL('../../cases/values.json', import.meta.url), 'utf8'),
);

describe('prices', () => {
  it.each(cases.prices)('$text is exactly $minor cents', ({ text, minor, priceValue }) => {
    expect(parsePrice(text)).toEqual({ sortIndex: 0, priceValue, currencyCode: 'USD' });
    expect(toMinor({ priceValue })).toBe(minor);
    expect(fromMinor(minor)).toEqual(parsePrice(text));
  });
  it.each(cases.noPrices)('“%s” is refused as a price', (text) => {
    expect(() => parsePrice(text)).toThrow(RangeError);
  });
  it.each(cases.sums)('$of are added exactly', ({ of, minor }) => {
    const [first, ...others] = of.map((priceValue) => fromMinor(toMinor({ priceValue })));
    expect(addPrices(first ?? fromMinor(0), ...others)).toEqual(fromMinor(minor));
  });
  it('are not added across currencies', () => {
    const euro = { priceValue: 1, currencyCode: 'EUR' as 'USD' };
    expect(() => addPrices(parsePrice('1'), euro)).toThrow('EUR cannot be added to USD');
  });
  it('of fractions of a cent are refused', () => {
    expect(() => toMinor({ priceValue: 0.001 })).toThrow(RangeError);
    expect(() => fromMinor(1.5)).toThrow(RangeError);
  });
  it('are written as people of a country write them', () => {
    expect(formatPrice(parsePrice('1234.5'))).toBe('$1,234.50');
    expect(formatPrice(parsePrice('4.99'), 'de').replace(/\s/, ' ')).toBe('4,99 $');
  });
});

describe('sizes', () => {
  it.each(cases.sizes)('$text are $bytes bytes', ({ text, bytes }) => {
    expect(toBytes(text)).toBe(bytes);
  });
  it.each(cases.noSizes)('“%s” is refused as a size', (text) => {
    expect(() => toBytes(text)).toThrow(RangeError);
  });
  it('of the store count in steps of 1024', () => {
    expect(toBytes({ sizeValue: 3, sizeUnit: 'GB' })).toBe(3 * 1024 ** 3);
  });
  it.each(cases.formatted)('$bytes bytes are written as $text', ({ bytes, text }) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
