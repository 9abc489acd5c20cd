import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vatOf, vatRuleOf } from './vat.ts';
import { EU_COUNTRIES, vatPlaceOf } from './vat-place.ts';
import { STANDARD_RATES, standardRate } from './vat-rates.ts';

const NOW = new Date('2026-04-30T09:55:36.430Z');
const vienna = { country: 'AT', postalCode: '1020' };
const berlin = { country: 'DE', postalCode: '10117', vatId: null, vatIdCheck: 'unknown' as const };
const rule = (buyer: object = {}, seller: object = {}, at = NOW) =>
  vatRuleOf({ ...vienna, ...seller }, { ...berlin, ...buyer }, at);

describe('which VAT a sale carries', () => {
  it("a sale in the seller's country has its VAT rate, with or without a VAT ID", () => {
    const home = { vatTreatment: 'domestic', vatRateBasisPoints: 2000, vatCountry: 'AT' };
    expect(rule(vienna)).toEqual(home);
    expect(rule({ ...vienna, vatId: 'ATU13585627' })).toEqual(home);
  });

  it('a sale to another member state with a valid VAT ID has reverse charge', () => {
    const reverse = { vatTreatment: 'reverse_charge', vatRateBasisPoints: 0, vatCountry: null };
    expect(rule({ vatId: 'DE136695976' })).toEqual(reverse);
    expect(rule({ vatId: 'DE136695976', vatIdCheck: 'valid' })).toEqual(reverse);
  });

  it("a sale to another member state without a VAT ID has the buyer's rate", () => {
    const consumer = {
      vatTreatment: 'eu_consumer_rate',
      vatRateBasisPoints: 1900,
      vatCountry: 'DE',
    };
    expect(rule()).toEqual(consumer);
    expect(rule({ vatId: 'DE136695978' })).toEqual(consumer);
    expect(rule({ vatId: 'DE136695976', vatIdCheck: 'invalid' })).toEqual(consumer);
  });

  it.each([
    ['the United States', { country: 'US', postalCode: '10001', vatId: '12-3456789' }],
    ['Great Britain', { country: 'GB', postalCode: 'SW1A 1AA', vatId: 'GB980780684' }],
    [
      'Northern Ireland, for a service',
      { country: 'GB', postalCode: 'BT1 1AA', vatId: 'XI980780684' },
    ],
    ['Switzerland', { country: 'CH', postalCode: '8001' }],
    ['the Canary Islands', { country: 'ES', postalCode: '35001' }],
    ['Ceuta and Melilla', { country: 'ES', postalCode: '52001' }],
    ['Åland, by its own code', { country: 'AX', postalCode: '22100' }],
    ['Åland, as a part of Finland', { country: 'FI', postalCode: '22100' }],
    ['Réunion, by its own code', { country: 'RE', postalCode: '97400' }],
    ['Réunion, as a part of France', { country: 'FR', postalCode: '97400' }],
    ['Büsingen', { country: 'DE', postalCode: '78266' }],
    ['Heligoland', { country: 'DE', postalCode: '27498' }],
    ['Livigno', { country: 'IT', postalCode: '23041' }],
    ['Mount Athos', { country: 'GR', postalCode: '630 86' }],
    ['Greenland, as a part of Denmark', { country: 'DK', postalCode: '3900', city: 'Nuuk' }],
    ['Greenland, by its postal code alone', { country: 'DK', postalCode: 'DK-3952' }],
    ['Greenland, by its name alone', { country: 'DK', postalCode: '0000', region: 'Grønland' }],
    ['the Faroe Islands, by postal code', { country: 'DK', postalCode: 'FO-100' }],
    ['the Faroe Islands, by name', { country: 'DK', postalCode: '-', city: 'Tórshavn' }],
    ['Saint-Pierre-et-Miquelon', { country: 'FR', postalCode: '97500' }],
    ['New Caledonia', { country: 'FR', postalCode: '98800' }],
    ['French Polynesia, by name', { country: 'FR', postalCode: 'BP 12', city: 'Papeete' }],
    ['Curaçao', { country: 'NL', postalCode: '0000', city: 'Curaçao' }],
    ['Bonaire', { country: 'NL', postalCode: '-', city: 'Kralendijk', region: 'Bonaire' }],
    ["Campione d'Italia", { country: 'IT', postalCode: '22061' }],
    ['Livigno, by name', { country: 'IT', postalCode: '23030', city: 'Livigno' }],
    ['San Marino', { country: 'IT', postalCode: '47890' }],
    ['the Vatican', { country: 'IT', postalCode: '00120' }],
    ['the north of Cyprus', { country: 'CY', postalCode: '99300' }],
    ['the Canary Islands, by name', { country: 'ES', postalCode: '-', region: 'Canarias' }],
  ])('a sale outside the EU has no VAT, as in %s', (_, buyer) => {
    const none = { vatTreatment: 'outside_eu', vatRateBasisPoints: 0, vatCountry: null };
    expect(rule(buyer)).toEqual(none);
  });

  it.each([
    ['Monaco is France', { country: 'MC', postalCode: '98000' }, 2000, 'FR'],
    ['Monaco is France, also as France', { country: 'FR', postalCode: '98000' }, 2000, 'FR'],
    ['Madeira', { country: 'PT', postalCode: '9000-042' }, 2200, 'PT'],
    ['the Azores', { country: 'PT', postalCode: '9500-150' }, 1600, 'PT'],
    ['Mittelberg', { country: 'AT', postalCode: '6993' }, 1900, 'AT'],
    ['Madrid', { country: 'ES', postalCode: '28001' }, 2100, 'ES'],
    ['Copenhagen', { country: 'DK', postalCode: '0900', city: 'København C' }, 2500, 'DK'],
    ['Willemstad', { country: 'NL', postalCode: '4797 AB', city: 'Willemstad' }, 2100, 'NL'],
  ])('the VAT area is right for %s', (_, buyer, vatRateBasisPoints, vatCountry) => {
    expect(rule(buyer)).toMatchObject({ vatRateBasisPoints, vatCountry });
  });

  it('a seller outside the EU charges no VAT, wherever the buyer is', () => {
    for (const country of [...EU_COUNTRIES, 'US', 'GB']) {
      const sold = rule({ country }, { country: 'CH', postalCode: '8001' });
      expect(sold.vatTreatment).toBe('seller_outside_eu');
    }
  });
});

describe('rates', () => {
  it.each([
    ['EE', '2025-06-30', 2200],
    ['EE', '2025-07-01', 2400],
    ['SK', '2024-12-31', 2000],
    ['SK', '2025-01-01', 2300],
    ['FI', '2024-08-31', 2400],
    ['FI', '2024-09-01', 2550],
    ['RO', '2025-07-31', 1900],
    ['RO', '2025-08-01', 2100],
    ['LU', '2023-06-01', 1600],
    ['LU', '2024-01-01', 1700],
  ])('the VAT rate of %s on %s is the published one', (country, day, rate) => {
    expect(standardRate(country, new Date(`${day}T00:00:00Z`))).toBe(rate);
  });

  it('VAT rates of each member state are in the order of their days, between 15 and 27 %', () => {
    const places = new Set(STANDARD_RATES.map(([place]) => place));
    expect([...places]).toEqual(expect.arrayContaining(EU_COUNTRIES));
    for (const place of places) {
      const days = STANDARD_RATES.filter(([of]) => of === place).map(([, from]) => from);
      expect(days).toEqual([...days].sort());
    }
    for (const [, , rate] of STANDARD_RATES) {
      expect(rate).toBeGreaterThanOrEqual(1500);
      expect(rate).toBeLessThanOrEqual(2700);
    }
  });

  it('VAT rates are found for every place that a postal code can name', () => {
    const codes = fc.stringMatching(/^[0-9 -]{0,8}$/);
    fc.assert(
      fc.property(fc.constantFrom(...EU_COUNTRIES), codes, (country, postalCode) => {
        const place = vatPlaceOf({ country, postalCode });
        if (place) expect(standardRate(place.ratePlace, NOW)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the VAT of an amount', () => {
  it('the VAT of an amount is rounded half up', () => {
    expect(vatOf(10n, 500)).toBe(1n);
    expect(vatOf(9n, 500)).toBe(0n);
    expect(vatOf(10_000n, 2550)).toBe(2_550n);
  });

  it('the VAT of an amount is never off by more than half a cent', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (amountMinor, rate) => {
        const off = vatOf(amountMinor, rate) * 10_000n - amountMinor * BigInt(rate);
        expect(off <= 5_000n && off > -5_000n).toBe(true);
      }),
    );
  });
});
