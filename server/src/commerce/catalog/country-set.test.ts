import { describe, expect, it } from 'vitest';
import { COUNTRY_CODES, isCountryCode } from '../../kernel/country-code.ts';
import { knownCountrySets } from './country-set.ts';

const sets = knownCountrySets();
const ofKind = (kind: string) => sets.filter((set) => set.kind === kind);

describe('the country sets a store starts with', () => {
  it('are one worldwide, at least eight regions and at least 190 single countries', () => {
    expect(ofKind('worldwide').map((set) => set.code)).toEqual(['WWW']);
    expect(ofKind('region').length).toBeGreaterThanOrEqual(8);
    expect(ofKind('country').length).toBeGreaterThanOrEqual(190);
  });

  it('have codes and names of their own, in the form that the tables take', () => {
    for (const key of ['code', 'name'] as const) {
      expect(new Set(sets.map((set) => set[key])).size).toBe(sets.length);
    }
    for (const { code, name } of sets) {
      expect(code).toMatch(/^[A-Z0-9_]{2,16}$/);
      expect(name).not.toBe('');
    }
  });

  it('never call a region by the code of a country', () => {
    for (const { code } of ofKind('region')) expect(isCountryCode(code)).toBe(false);
  });

  it('hold known countries, each once, in the order of their codes', () => {
    for (const { code, countries } of sets) {
      expect(countries.filter((country) => !COUNTRY_CODES.includes(country))).toEqual([]);
      expect(countries, code).toEqual([...new Set(countries)].sort());
      expect(countries.length).toBeGreaterThan(0);
    }
  });

  it('cover over 120 countries worldwide, several in each region, itself in a single one', () => {
    expect(ofKind('worldwide')[0]?.countries.length).toBeGreaterThanOrEqual(120);
    for (const { countries } of ofKind('region')) expect(countries.length).toBeGreaterThan(2);
    for (const { code, countries } of ofKind('country')) expect(countries).toEqual([code]);
  });

  it('sell every country of a region or of the world alone too', () => {
    const alone = new Set(ofKind('country').map((set) => set.code));
    const missing = sets.flatMap((set) => set.countries).filter((country) => !alone.has(country));
    expect(missing).toEqual([]);
  });
});
