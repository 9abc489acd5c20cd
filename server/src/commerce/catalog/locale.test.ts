import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryName } from './country.ts';
import { namesLocaleOf } from './locale.ts';

const accepting = (text: string) => namesLocaleOf({ 'accept-language': text });

describe('the locale of a request', () => {
  it('the locale of a request is English if none is requested', () => {
    expect(namesLocaleOf({})).toBe('en');
    expect(namesLocaleOf({ locale: '', 'accept-language': ' ' })).toBe('en');
  });

  it('the locale of a request is that of the Locale header before that of Accept-Language', () => {
    expect(namesLocaleOf({ locale: 'de', 'accept-language': 'fr' })).toBe('de');
    expect(namesLocaleOf({ locale: 'nonsense!', 'accept-language': 'fr' })).toBe('en');
    expect(namesLocaleOf({ locale: '', 'accept-language': 'fr' })).toBe('fr');
  });

  it('the locale of a request keeps a region and a script, in any case and in the spelling of Java', () => {
    expect(namesLocaleOf({ locale: 'de-AT' })).toBe('de-AT');
    expect(namesLocaleOf({ locale: 'DE_at' })).toBe('de-AT');
    expect(namesLocaleOf({ locale: 'zh-hant-tw' })).toBe('zh-Hant-TW');
    expect(namesLocaleOf({ locale: 'de-DE-u-co-phonebk' })).toBe('de-DE');
  });

  it('the locale of a request is the known one of the highest weight, the first among equals', () => {
    expect(accepting('de;q=0.8,en')).toBe('en');
    expect(accepting('de;q=0.8,en;q=0.5')).toBe('de');
    expect(accepting('xx, tlh;q=0.9, fr ; q=0.3')).toBe('fr');
    expect(accepting('it,es')).toBe('it');
    expect(accepting('de;q=0, fr;q=0.1')).toBe('fr');
    expect(accepting('*')).toBe('en');
  });

  it('the locale of a request is English if the header is malformed or names no known locale', () => {
    for (const text of ['xx', '-', 'd', 'de;q=abc', ',;,', '💥', 'de\u0001', 'english']) {
      expect(accepting(text)).toBe('en');
    }
  });

  it('the locale of a request has names of countries, whatever the header is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(countryName('AT', accepting(text)).length).toBeGreaterThan(1);
      }),
    );
  });

  it('the locale of a request is found in a header of any length without reading all of it', () => {
    expect(accepting(`de,${'x'.repeat(100_000)}`)).toBe('de');
    expect(accepting(`${'xx,'.repeat(5_000)}de`)).toBe('en');
  });
});
