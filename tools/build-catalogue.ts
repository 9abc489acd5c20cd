import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  type CountrySet,
  type DemonstrationFile,
  knownCountrySets,
} from '../server/src/commerce/catalog/index.ts';
import type { SizeUnit } from '../server/src/kernel/data-size.ts';
import { retailMinor, wholesaleMinor } from './catalogue-prices.ts';

type Plan = DemonstrationFile['dataPlans'][number];
type Offer = DemonstrationFile['offers'][number];
/** `1 GB/30` is one gigabyte for thirty days; `1 GB/-` without end. */
type Ladder = { usualDays: number; plans: string };

const WORLDWIDE: Ladder = {
  usualDays: 365,
  plans: `50 MB/365, 100 MB/365, 250 MB/365, 500 MB/365, 1 GB/7, 1 GB/30, 1 GB/365, 1 GB/-,
    2 GB/365, 3 GB/365, 5 GB/365, 10 GB/365, 20 GB/365, 50 GB/365, 100 GB/365, 1 TB/365, 1 TB/-`,
};
const REGION: Ladder = {
  usualDays: 30,
  plans: '500 MB/7, 1 GB/7, 1 GB/30, 3 GB/30, 5 GB/30, 10 GB/30, 20 GB/90, 50 GB/180, 10 GB/-',
};
const POPULAR_COUNTRY: Ladder = {
  usualDays: 30,
  plans: `500 MB/1, 1 GB/7, 1 GB/30, 2 GB/15, 3 GB/30, 5 GB/30, 10 GB/30, 20 GB/30, 50 GB/30,
    100 GB/365`,
};
const COUNTRY: Ladder = { usualDays: 30, plans: '1 GB/30, 3 GB/30' };
const ONE_TERABYTE: Ladder = { usualDays: 30, plans: '1 TB/30' };

/** Day passes and unlimited plans; the days of `zone` begin at midnight there. */
const BY_DAY: Record<string, { zone: string | null; days: readonly number[] }> = {
  EU: { zone: null, days: [3, 7] },
  JP: { zone: 'Asia/Tokyo', days: [3, 7] },
};
const DAILY_GIGABYTES = 1;
/** What an unlimited plan shows to older clients, a day. */
const NOMINAL_GIGABYTES = 3;
const FAIR_USE = { bytes: 2 * 1024 ** 3, period: 'day', speedKbps: 1024 } as const;

const POPULAR = new Set(
  `AE AT AU BE BR CA CH CN CZ DE DK EG ES FI FR GB GR HK HR HU ID IE IL IN IT JP KR MA MX MY NL NO
  NZ PL PT SE SG TH TR TW US VN ZA`.split(/\s+/),
);
const TERABYTE_COUNTRIES = new Set(['DE', 'GB', 'US']);
/** Plans of these come with profiles that the operator imports; the others from the simulator. */
const IMPORTED_COUNTRIES = new Set(['LI', 'SM']);

const OFFERED: Record<string, string> = {
  WWW: '50 MB/365, 500 MB/365, 1 GB/365, 1 GB/-, 3 GB/365, 5 GB/365, 10 GB/365, 20 GB/365',
  EU: `500 MB/7, 1 GB/30, 3 GB/30, 5 GB/30, 10 GB/30, 10 GB/-, day pass/3, day pass/7,
    unlimited/7`,
  JP: '1 GB/30, 5 GB/30, day pass/3, unlimited/7',
};
const OFFERED_REGION = '1 GB/30, 5 GB/30';
const OFFERED_COUNTRY = '1 GB/30, 5 GB/30';
const OFFERED_COUNTRIES = new Set(
  `AT AU BR CA CH DE EG ES FR GB GR HR ID IT JP KR MA MX NL PT TH TR US ZA`.split(/\s+/),
);
const INACTIVE = 'CARIB 5 GB/30';

/** Returns the demonstration catalogue, which is the same in every build. */
export function buildCatalogue(): DemonstrationFile {
  const countrySets = knownCountrySets();
  const dataPlans = countrySets.flatMap((set) => [
    ...ladders(set).flatMap((ladder) => rungs(set, ladder)),
    ...plansByDay(set),
  ]);
  const offers = countrySets.flatMap((set) => offersOf(set, dataPlans));
  return { dataPlans, offers };
}

function ladders(set: CountrySet): Ladder[] {
  if (set.kind === 'worldwide') return [WORLDWIDE];
  if (set.kind === 'region') return [REGION];
  const usual = POPULAR.has(set.code) ? POPULAR_COUNTRY : COUNTRY;
  return TERABYTE_COUNTRIES.has(set.code) ? [usual, ONE_TERABYTE] : [usual];
}

function rungs(set: CountrySet, ladder: Ladder): Plan[] {
  return listed(ladder.plans).map((rung) => {
    const { sizeValue, sizeUnit, validityDays } = parseRung(rung);
    const gigabytes = sizeValue * GIGABYTES[sizeUnit];
    return {
      id: stableId(`data plan ${set.code} ${rung}`),
      name: `eSIM ${set.name} ${sizeValue} ${sizeUnit}${validityName(validityDays, ladder)}`,
      sizeValue,
      sizeUnit,
      validityDays,
      countrySet: set.code,
      carrier: IMPORTED_COUNTRIES.has(set.code) ? 'imported' : 'sandbox',
      wholesaleMinor: wholesaleMinor({ countrySet: set.code, gigabytes, validityDays }),
    };
  });
}

function plansByDay({ code: countrySet, name }: CountrySet): Plan[] {
  const { zone: dayZone = null, days = [] } = BY_DAY[countrySet] ?? {};
  const planOf = (kind: 'day pass' | 'unlimited', validityDays: number): Plan => {
    const isDaily = kind === 'day pass';
    const gigabytes = validityDays * (isDaily ? DAILY_GIGABYTES : NOMINAL_GIGABYTES);
    return {
      id: stableId(`data plan ${countrySet} ${kind}/${validityDays}`),
      name: `eSIM ${name} ${kind}${isDaily ? ` ${DAILY_GIGABYTES} GB` : ''} ${validityDays} days`,
      sizeValue: gigabytes,
      sizeUnit: 'GB',
      validityDays,
      countrySet,
      carrier: 'sandbox',
      wholesaleMinor: wholesaleMinor({ countrySet, gigabytes, validityDays }),
      dataTerms: isDaily
        ? { dataType: 'daily', dailyBytes: DAILY_GIGABYTES * 1024 ** 3, dayZone, fairUse: null }
        : { dataType: 'unlimited', dailyBytes: null, dayZone, fairUse: FAIR_USE },
    };
  };
  return days.flatMap((count) => [planOf('day pass', count), planOf('unlimited', count)]);
}

const GIGABYTES: Record<SizeUnit, number> = { MB: 1 / 1024, GB: 1, TB: 1024 };

function validityName(days: number | null, ladder: Ladder): string {
  if (days === ladder.usualDays) return '';
  if (days === null) return ' without expiry';
  return days === 1 ? ' 1 day' : ` ${days} days`;
}

function offersOf(set: CountrySet, dataPlans: readonly Plan[]): Offer[] {
  const prices = new Map(dataPlans.map((plan) => [plan.id, plan.wholesaleMinor]));
  return listed(offered(set)).map((rung) => {
    const dataPlanId = stableId(`data plan ${set.code} ${rung}`);
    const wholesale = prices.get(dataPlanId);
    if (wholesale === undefined) throw new Error(`${set.code} ${rung} is offered but not planned`);
    return {
      id: stableId(`offer ${set.code} ${rung}`),
      dataPlanId,
      retailMinor: retailMinor(wholesale),
      active: `${set.code} ${rung}` !== INACTIVE,
    };
  });
}

function offered(set: CountrySet): string {
  const own = OFFERED[set.code];
  if (own !== undefined) return own;
  if (set.kind === 'region') return OFFERED_REGION;
  return OFFERED_COUNTRIES.has(set.code) ? OFFERED_COUNTRY : '';
}

function listed(text: string): string[] {
  return text.split(/,\s+/).filter(Boolean);
}

function parseRung(rung: string) {
  const [, value, unit, days] = /^(\d+) (MB|GB|TB)\/(\d+|-)$/.exec(rung) ?? [];
  if (value === undefined) throw new Error(`${rung} is no rung`);
  const validityDays = days === '-' ? null : Number(days);
  return { sizeValue: Number(value), sizeUnit: unit as SizeUnit, validityDays };
}

const NAMESPACE = Buffer.from('0d7d3f5cb0c94f5c8f0a5f3a5a1d6e42', 'hex');

/** A name-based UUID (RFC 9562, version 5): the same name has the same id in every build. */
function stableId(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Returns the JSON with one entry a line, so that a diff shows each change. */
export function toFile(catalogue: DemonstrationFile): string {
  const lines = (entries: readonly unknown[]) =>
    entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n');
  const { dataPlans, offers } = catalogue;
  const list = (name: string, entries: readonly unknown[]) =>
    `  "${name}": [\n${lines(entries)}\n  ]`;
  return `{\n${list('dataPlans', dataPlans)},\n${list('offers', offers)}\n}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const target = new URL('../server/assets/demo-catalogue.json', import.meta.url);
  writeFileSync(target, toFile(buildCatalogue()));
}
