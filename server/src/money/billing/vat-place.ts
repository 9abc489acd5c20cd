export const EU_COUNTRIES = [
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU'],
  ...['IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
];

/** The member state to which VAT is owed, and the place whose rate applies. */
export type VatPlace = { country: string; ratePlace: string };

type SpecialPlace = readonly [country: string, code: RegExp, place: string | null];

/**
 * Parts of member states by postal code that are outside of the EU's VAT area (null), or have a
 * rate of their own. Articles 5, 6, 7 and 105 of Directive 2006/112/EC, and Protocol 10 of the
 * accession of Cyprus for its north. Most of them have country codes of their own and are outside
 * by these; their postal codes are here for addresses that name the member state. San Marino and
 * the Vatican are states that use Italian postal codes. Monaco counts as France (article 7), by
 * either code. Northern Ireland is in the EU for goods only, and credits are a service.
 */
const SPECIAL_PLACES: readonly SpecialPlace[] = [
  ['AT', /^(6691|699[1-3])$/, 'AT-M'],
  ['CY', /^99\d{3}$/, null],
  ['DE', /^(27498|78266)$/, null],
  // Greenland has 39xx, the Faroe Islands have three digits.
  ['DK', /^(39\d{2}|[1-9]\d{2})$/, null],
  ['ES', /^(35|38|51|52)\d{3}$/, null],
  ['FI', /^22\d{3}$/, null],
  ['FR', /^(97\d{3}|98[4-9]\d{2})$/, null],
  ['GR', /^6308[67]$/, null],
  ['IT', /^(23041|22061|4789\d|00120)$/, null],
  ['PT', /^9[0-4]\d{2}(\d{3})?$/, 'PT-30'],
  ['PT', /^9[5-9]\d{2}(\d{3})?$/, 'PT-20'],
];

/**
 * The same parts by the name of the town, island or region, without accents and in lower case, for
 * addresses whose postal code is not enough. Names that a mainland town shares are left out.
 */
const OUTSIDE_NAMES: Readonly<Record<string, readonly string[]>> = {
  CY: ['northern cyprus', 'north cyprus', 'trnc', 'kktc', 'kyrenia', 'girne', 'gazimagusa'],
  DE: ['helgoland', 'heligoland', 'busingen', 'busingen am hochrhein'],
  DK: [
    ...['greenland', 'gronland', 'kalaallit nunaat', 'nuuk', 'sisimiut', 'ilulissat', 'qaqortoq'],
    ...['aasiaat', 'maniitsoq', 'tasiilaq', 'kangerlussuaq', 'narsaq', 'paamiut', 'nanortalik'],
    ...['faroe islands', 'faroes', 'faeroerne', 'foroyar', 'torshavn', 'klaksvik', 'runavik'],
  ],
  ES: [
    ...['canarias', 'islas canarias', 'canary islands', 'ceuta', 'melilla', 'tenerife'],
    ...['las palmas', 'las palmas de gran canaria', 'gran canaria', 'santa cruz de tenerife'],
    ...['lanzarote', 'fuerteventura', 'la gomera', 'el hierro', 'arrecife'],
  ],
  FI: ['aland', 'aland islands', 'ahvenanmaa', 'mariehamn', 'maarianhamina'],
  FR: [
    ...['guadeloupe', 'martinique', 'guyane', 'guyane francaise', 'french guiana', 'reunion'],
    ...['la reunion', 'mayotte', 'mamoudzou', 'cayenne', 'fort-de-france', 'pointe-a-pitre'],
    ...['saint-pierre-et-miquelon', 'nouvelle-caledonie', 'new caledonia', 'noumea', 'papeete'],
    ...['polynesie francaise', 'french polynesia', 'tahiti', 'wallis-et-futuna', 'gustavia'],
    ...['terres australes et antarctiques francaises', 'mata-utu', 'marigot (saint-martin)'],
  ],
  GR: ['mount athos', 'agio oros', 'αγιο ορος', 'αγιον ορος'],
  IT: [
    ...['livigno', "campione d'italia", 'san marino', 'repubblica di san marino'],
    ...['vatican city', 'citta del vaticano'],
  ],
  NL: [
    ...['aruba', 'bonaire', 'curacao', 'saba', 'sint eustatius', 'sint maarten', 'kralendijk'],
    ...['philipsburg', 'oranjestad', 'the bottom', 'caribisch nederland', 'caribbean netherlands'],
  ],
};

/** The parts of an address that decide to which state VAT is owed. */
export type VatAddress = {
  country: string;
  postalCode: string | null;
  city?: string | null;
  region?: string | null;
};

/** Returns the VAT place of an address; undefined outside the VAT area of the EU. */
export function vatPlaceOf(address: VatAddress): VatPlace | undefined {
  const country = address.country === 'MC' ? 'FR' : address.country;
  if (!EU_COUNTRIES.includes(country) || isOutsideByName(country, address)) return undefined;
  const digits = (address.postalCode ?? '').replace(/\D/g, '');
  const special = SPECIAL_PLACES.find(([of, code]) => of === country && code.test(digits));
  if (special?.[2] === null) return undefined;
  return { country, ratePlace: special?.[2] ?? country };
}

function isOutsideByName(country: string, { city, region }: VatAddress): boolean {
  const names = OUTSIDE_NAMES[country] ?? [];
  return [city, region].some((name) => name && names.includes(plainName(name)));
}

/** `Färöer ` → `faroer`: lower case, without accents, with single spaces and plain apostrophes. */
function plainName(name: string): string {
  const letters = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const spelled = letters.replaceAll('ø', 'o').replaceAll('æ', 'ae').replaceAll('ð', 'd');
  return spelled.replace(/[’‘`]/g, "'").replace(/\s+/g, ' ').trim();
}
