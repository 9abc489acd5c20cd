import { countries, type TCountryCode } from 'countries-list';

type Zone = 'A' | 'B' | 'C' | 'D' | 'E' | 'F';

/** The cost of one gigabyte for thirty days in cents, by the price of roaming in the country. */
const ZONE_RATES: Record<Zone, number> = { A: 110, B: 165, C: 240, D: 390, E: 640, F: 1150 };

const ZONES: Partial<Record<Zone, string>> = {
  A: `AT AU BE BG CH CN CY CZ DE DK EE ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KR LT LU LV MT
    MY NL NO PL PT RO SE SG SI SK TH TR TW UA US VN`,
  B: 'AE AM BR CA EG GE GU KH KZ LK MA MO MX MY NZ PH PK PR SA UZ XK ZA',
  C: 'BD BH DO DZ GH JM JO KE KW LA MN MU NG NP OM QA RE RW SN TN TZ UG',
  E: 'AF BB BM BT CV GL GY IQ KY LB MV SC SY TC VG YE',
  F: 'CF CU GQ KM LY MR SD SO SS ST TM',
};

const CONTINENT_ZONES: Record<string, Zone> = {
  EU: 'B',
  AS: 'C',
  SA: 'C',
  NA: 'D',
  AF: 'D',
  OC: 'E',
};

const SET_RATES: Record<string, number> = {
  WWW: 300,
  AFRICA: 430,
  ASIA: 175,
  BALKANS: 145,
  CARIB: 480,
  CASIA: 330,
  EU: 130,
  EU_US: 170,
  GCC: 285,
  LATAM: 300,
  MEAST: 320,
  NAM: 180,
  NORDICS: 140,
  OCEANIA: 265,
  SEASIA: 145,
};

const UNLIMITED_VALIDITY_FACTOR = 1.5;
/** Factor of the validity, by the longest number of days that it holds for. */
const VALIDITY_FACTORS: readonly (readonly [number, number])[] = [
  [1, 0.7],
  [7, 0.85],
  [15, 0.93],
  [30, 1],
  [90, 1.1],
  [180, 1.2],
  [365, 1.3],
];
/** More data costs less per gigabyte; each sale has the cost of the profile and of billing. */
const SIZE_EXPONENT = 0.82;
const PER_SALE_MINOR = 20;

const zoneOf = new Map(
  Object.entries(ZONES).flatMap(([zone, codes]) =>
    codes.split(/\s+/).map((code) => [code, zone as Zone] as const),
  ),
);

/** Returns the wholesale price of a plan in cents. */
export function wholesaleMinor(plan: {
  countrySet: string;
  gigabytes: number;
  validityDays: number | null;
}): number {
  const rate = SET_RATES[plan.countrySet] ?? countryRate(plan.countrySet);
  const data = rate * plan.gigabytes ** SIZE_EXPONENT;
  return Math.round(data * validityFactor(plan.validityDays)) + PER_SALE_MINOR;
}

/**
 * Returns the retail price of the demonstration account in cents: about twice, ending in 49 or 99.
 */
export function retailMinor(wholesale: number): number {
  const margin = wholesale < 500 ? 2.2 : wholesale < 2000 ? 1.8 : 1.5;
  return Math.ceil((wholesale * margin) / 50) * 50 - 1;
}

function countryRate(code: string): number {
  const continent = countries[code as TCountryCode]?.continent ?? 'AF';
  return ZONE_RATES[zoneOf.get(code) ?? CONTINENT_ZONES[continent] ?? 'D'];
}

function validityFactor(days: number | null): number {
  if (days === null) return UNLIMITED_VALIDITY_FACTOR;
  return VALIDITY_FACTORS.find(([limit]) => days <= limit)?.[1] ?? UNLIMITED_VALIDITY_FACTOR;
}
