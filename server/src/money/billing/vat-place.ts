export const EU_COUNTRIES = [
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU'],
  ...['IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
];

/** Where VAT is owed: the member state, and the place whose rate counts. */
export type VatPlace = { country: string; ratePlace: string };

/**
 * Parts of member states by postal code that are outside of the EU's VAT area (null), or have a
 * rate of their own. Articles 6, 7 and 105 of Directive 2006/112/EC. The Åland Islands, the French
 * overseas departments and Northern Ireland (in the EU for goods only, and credits are a service)
 * have country codes of their own and are outside by them; their postal codes are here for those
 * who write FI or FR. Monaco counts as France (article 7), by either code.
 */
const SPECIAL_PLACES: readonly (readonly [country: string, code: RegExp, place: string | null])[] =
  [
    ['AT', /^(6691|699[1-3])$/, 'AT-M'],
    ['DE', /^(27498|78266)$/, null],
    ['ES', /^(35|38|51|52)\d{3}$/, null],
    ['FI', /^22\d{3}$/, null],
    ['FR', /^(97\d{3}|98[4-9]\d{2})$/, null],
    ['GR', /^6308[67]$/, null],
    ['IT', /^(23041|22061)$/, null],
    ['PT', /^9[0-4]\d{2}(\d{3})?$/, 'PT-30'],
    ['PT', /^9[5-9]\d{2}(\d{3})?$/, 'PT-20'],
  ];

/** Where an address is for VAT; undefined outside of the EU's VAT area. */
export function vatPlaceOf(address: {
  country: string;
  postalCode: string | null;
}): VatPlace | undefined {
  const country = address.country === 'MC' ? 'FR' : address.country;
  if (!EU_COUNTRIES.includes(country)) return undefined;
  const digits = (address.postalCode ?? '').replace(/\D/g, '');
  const special = SPECIAL_PLACES.find(([of, code]) => of === country && code.test(digits));
  if (special?.[2] === null) return undefined;
  return { country, ratePlace: special?.[2] ?? country };
}
