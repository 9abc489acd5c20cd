import { describe, expect, it } from 'vitest';
import { COUNTRY_CODES, isCountryCode } from '../../kernel/country-code.ts';
import { aNetworkIn, countryOfMcc, networkOf } from './index.ts';
import { networksFile } from './network.ts';

describe('the country of a network', () => {
  it.each([
    ['232', '01', 'AT'],
    ['262', '02', 'DE'],
    ['440', '10', 'JP'],
    ['505', '01', 'AU'],
    ['316', undefined, 'US'],
    ['289', '67', 'GE'],
  ])('%s-%s is in %s', (mcc, mnc, country) => {
    expect(countryOfMcc(mcc, mnc)).toBe(country);
  });

  it.each([
    ['310', '260', 'US'],
    ['310', '140', 'GU'],
    ['310', '110', 'MP'],
    ['234', '15', 'GB'],
    ['234', '50', 'JE'],
    ['234', '55', 'GG'],
    ['234', '58', 'IM'],
    ['425', '01', 'IL'],
    ['425', '06', 'PS'],
    ['505', '10', 'NF'],
    ['255', '03', 'UA'],
    ['270', '77', 'LU'],
    ['338', '05', 'JM'],
    ['338', '050', 'BM'],
  ])('of the shared code %s, %s is in %s', (mcc, mnc, country) => {
    expect(countryOfMcc(mcc, mnc)).toBe(country);
  });

  it('is the one the code was given to when the network is unknown', () => {
    expect(countryOfMcc('310')).toBe('US');
    expect(countryOfMcc('234', '999')).toBe('GB');
  });

  it.each(['901', '001', '999', '000', '', 'toString', '23', '2320', 'at'])(
    'is none for %s',
    (mcc) => {
      expect(countryOfMcc(mcc, '01')).toBeUndefined();
    },
  );
});

describe('a network', () => {
  it('is known by both its codes', () => {
    expect(networkOf('262', '01')).toEqual({
      mcc: '262',
      mnc: '01',
      name: 'Telekom',
      country: 'DE',
    });
    expect(networkOf('310', '260')).toMatchObject({ name: 'T-Mobile', country: 'US' });
  });

  it('is found with a zero too many or too few', () => {
    expect(networkOf('262', '001')).toEqual(networkOf('262', '01'));
    expect(networkOf('310', '32')).toMatchObject({ mnc: '032', country: 'GU' });
  });

  it('is another one where two and three digits differ', () => {
    expect(networkOf('338', '05')?.name).toBe('Digicel');
    expect(networkOf('338', '050')?.name).toBe('Digicel Bermuda');
  });

  it.each([
    ['262', '999'],
    ['262', ''],
    ['262', '1'],
    ['262', 'constructor'],
    ['__proto__', '01'],
    ['901', '01'],
  ])('is unknown: %s-%s', (mcc, mnc) => {
    expect(networkOf(mcc, mnc)).toBeUndefined();
  });
});

describe('a network to try with', () => {
  const served = COUNTRY_CODES.filter((code) => aNetworkIn(code));

  it('is there for every country that has one', () => {
    const without = COUNTRY_CODES.filter((code) => !aNetworkIn(code));
    expect(without).toEqual(['AQ', 'BV', 'GS', 'HM', 'IO', 'PN', 'TF', 'UM']);
  });

  it.each([
    ['AT', 'AT'],
    ['DE', 'DE'],
    ['JE', 'JE'],
    ['PR', 'PR'],
    ['GU', 'GU'],
    ['VA', 'IT'],
    ['SJ', 'NO'],
  ])('in %s is at home in %s', (country, home) => {
    expect(aNetworkIn(country)?.country).toBe(home);
  });

  it('is at home there for all but the smallest', () => {
    expect(served.filter((code) => aNetworkIn(code)?.country !== code).length).toBeLessThan(25);
  });

  it('is none for what is no country', () => {
    expect(aNetworkIn('XX')).toBeUndefined();
    expect(aNetworkIn('toString')).toBeUndefined();
  });
});

describe('the table', () => {
  const { countries, networks, source, licence } = networksFile();
  const entries = Object.entries(networks).flatMap(([mcc, named]) =>
    Object.entries(named).map(([mnc, name]) => ({ mcc, mnc, name: [name].flat() })),
  );

  it('says where it is from', () => {
    expect(source).toContain('mcc-mnc-list');
    expect(licence).toContain('MIT');
  });

  it('has codes of the right form, names, and countries that we know', () => {
    expect(entries.length).toBeGreaterThan(2_000);
    expect(Object.values(countries).filter((code) => !isCountryCode(code))).toEqual([]);
    for (const { mcc, mnc, name } of entries) {
      expect(mcc).toMatch(/^\d{3}$/);
      expect(mnc).toMatch(/^\d{2,3}$/);
      expect(name[0]?.trim()).toBeTruthy();
      expect(isCountryCode(name[1] ?? 'AT')).toBe(true);
      expect(countryOfMcc(mcc, mnc)).toBe(name[1] ?? countries[mcc]);
    }
  });
});
