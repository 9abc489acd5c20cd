import { describe, expect, it } from 'vitest';
import { COUNTRY_CODES, isCountryCode } from '../../kernel/country-code.ts';
import { knownCountrySets } from './country-set.ts';

const sets = knownCountrySets();
const ofKind = (kind: string) => sets.filter((set) => set.kind === kind);

describe('the country sets a store starts with', () => {
  it('the shipped country sets are one worldwide, at least 8 regions and at least 190 countries', () => {
    expect(ofKind('worldwide').map((set) => set.code)).toEqual(['WWW']);
    expect(ofKind('region').length).toBeGreaterThanOrEqual(8);
    expect(ofKind('country').length).toBeGreaterThanOrEqual(190);
  });

  it('the shipped country sets have unique codes and names in the form that the tables accept', () => {
    for (const key of ['code', 'name'] as const) {
      expect(new Set(sets.map((set) => set[key])).size).toBe(sets.length);
    }
    for (const { code, name } of sets) {
      expect(code).toMatch(/^[A-Z0-9_]{2,16}$/);
      expect(name).not.toBe('');
    }
  });

  it('the shipped country sets never name a region by the code of a country', () => {
    for (const { code } of ofKind('region')) expect(isCountryCode(code)).toBe(false);
  });

  it('the shipped country sets contain known countries, each once, in the order of their codes', () => {
    for (const { code, countries } of sets) {
      expect(countries.filter((country) => !COUNTRY_CODES.includes(country))).toEqual([]);
      expect(countries, code).toEqual([...new Set(countries)].sort());
      expect(countries.length).toBeGreaterThan(0);
    }
  });

  it('the shipped country sets cover over 120 countries worldwide and several in each region', () => {
    expect(ofKind('worldwide')[0]?.countries.length).toBeGreaterThanOrEqual(120);
    for (const { countries } of ofKind('region')) expect(countries.length).toBeGreaterThan(2);
    for (const { code, countries } of ofKind('country')) expect(countries).toEqual([code]);
  });

  it('every country of a region or of the world has a country set of its own', () => {
    const alone = new Set(ofKind('country').map((set) => set.code));
    const missing = sets.flatMap((set) => set.countries).filter((country) => !alone.has(country));
    expect(missing).toEqual([]);
  });
});
