import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTRY_CODES, isCountryCode, toCountryCode } from '../../kernel/country-code.ts';
import { countryName } from './country.ts';
import { readFlag } from './flag.ts';

describe('country codes', () => {
  it('the country codes are the 249 of ISO 3166-1 and Kosovo, without the reserved ones', () => {
    expect(COUNTRY_CODES).toHaveLength(250);
    expect(COUNTRY_CODES).toContain('XK');
    for (const reserved of ['AC', 'TA', 'EU', 'AN', 'ZZ', 'XX']) {
      expect(isCountryCode(reserved)).toBe(false);
    }
  });

  it('country codes are read in either case and returned in upper case', () => {
    expect(['at', 'At', 'AT'].map(toCountryCode)).toEqual(['AT', 'AT', 'AT']);
  });

  it('country codes are read from the names of other lists, and from a cell with spaces', () => {
    expect(['UK', 'el', ' at '].map(toCountryCode)).toEqual(['GB', 'GR', 'AT']);
  });

  it('country codes are not read from longer texts, nor from letters that fold to Latin ones', () => {
    for (const text of ['', 'A', 'AUT', 'ıt', 'ﬁ', '__proto__', 'toString']) {
      expect(toCountryCode(text)).toBeUndefined();
    }
  });

  it('country codes outside of the list are refused', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3 }), (text) => {
        const code = text.trim().toUpperCase();
        const isKnown = COUNTRY_CODES.includes(code) || ['UK', 'EL'].includes(code);
        expect(isCountryCode(text)).toBe(isKnown);
      }),
    );
  });
});

describe('country names', () => {
  it('country names follow the locale', () => {
    expect(countryName('AT', 'en')).toBe('Austria');
    expect(countryName('AT', 'de')).toBe('Österreich');
    expect(countryName('XZ', 'en')).toBe('at sea or in the air');
    expect(countryName('XZ', 'de')).toBe('auf See oder in der Luft');
    expect(countryName('AT', 'de-AT')).toBe('Österreich');
    expect(countryName('DE', 'fr')).toBe('Allemagne');
    expect(countryName('JP', 'ja')).toBe('日本');
  });

  it('country names exist for every country in every tested language', () => {
    for (const locale of ['en', 'de', 'zu', 'zh-Hant', 'ar']) {
      for (const code of COUNTRY_CODES) {
        expect(countryName(code, locale)).not.toBe(code);
        expect(countryName(code, locale).length).toBeGreaterThan(1);
      }
    }
  });
});

describe('flags', () => {
  const SIGNATURE = '89504e470d0a1a0a';

  it('the flag of every country is a whole PNG of 100 pixels in width', () => {
    for (const code of COUNTRY_CODES) {
      const { png } = readFlag(code);
      expect(png.subarray(0, 8).toString('hex')).toBe(SIGNATURE);
      expect(png.subarray(12, 16).toString()).toBe('IHDR');
      expect(png.readUInt32BE(16)).toBe(100);
      expect(png.subarray(-8, -4).toString()).toBe('IEND');
    }
  });

  it('flags are small enough to ship', () => {
    const total = COUNTRY_CODES.reduce((sum, code) => sum + readFlag(code).png.length, 0);
    expect(total).toBeLessThan(1_500_000);
  });

  it('flags are found in either case, each under a tag of its own', () => {
    expect(readFlag('at')).toBe(readFlag('AT'));
    expect(readFlag('at').etag).not.toBe(readFlag('de').etag);
  });

  it('flags refuse a code that is no country, above all a path', () => {
    for (const text of ['zz', 'EU', '../at', '..', 'README', '']) {
      expect(() => readFlag(text)).toThrow(expect.objectContaining({ code: 'country_not_found' }));
    }
  });
});
