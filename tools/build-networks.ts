import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { NetworksFile } from '../server/src/connectivity/networks/index.ts';
import { COUNTRY_CODES } from '../server/src/kernel/country-code.ts';

/**
 * Builds `assets/networks.json` from `mcc-mnc-list.json` of the npm package named below:
 * `node scripts/run.mjs scripts/build-networks.ts <path of that file>`.
 */
export const SOURCE = {
  source: 'npm package mcc-mnc-list 1.1.11, which reads "Mobile country code" of Wikipedia',
  licence: 'the package: MIT; the text of Wikipedia: CC BY-SA 4.0',
};

export type Listed = {
  countryCode: string | null;
  mcc: string | null;
  mnc: string | null;
  brand: string | null;
  operator: string | null;
  status: string;
  bands: string | null;
  notes: string | null;
};
type Network = Listed & { mcc: string; mnc: string; countries: string[]; name: string };

/** The country of a code (ITU-T E.212) that networks of other countries use too. */
const MAIN_COUNTRIES: Record<string, string> = {
  '234': 'GB',
  '255': 'UA',
  '270': 'LU',
  '310': 'US',
  '311': 'US',
  '313': 'US',
  '338': 'JM',
  '340': 'GP',
  '362': 'CW',
  '425': 'IL',
  '505': 'AU',
  '647': 'RE',
};
/** The home country of a network that is listed for several countries besides that of its code. */
const HOMES: Record<string, string> = {
  '23403': 'JE',
  '23450': 'JE',
  '23455': 'GG',
  '27077': 'LU',
  '27099': 'LU',
  '310120': 'US',
  '310260': 'US',
  '310370': 'GU',
  '310410': 'US',
  '33805': 'JM',
  '338050': 'BM',
  '34001': 'GP',
  '34002': 'GP',
  '34020': 'GP',
};
/** Countries without a network of their own, by the country whose networks serve them. */
const SERVED_BY: Record<string, string> = { AX: 'FI', EH: 'MA', SJ: 'NO', VA: 'IT' };
const GONE = new Set(['Not operational', 'Reserved', 'Returned spare']);

/** Returns the content of the file, which is the same for the same list. */
export function buildNetworks(listed: readonly Listed[]): NetworksFile {
  const everyone = listed.flatMap(toNetwork);
  const networks = everyone.filter(({ status }) => !GONE.has(status));
  const mccs = [...new Set(everyone.map(({ mcc }) => mcc))].sort();
  const countries = Object.fromEntries(mccs.map((mcc) => [mcc, mainCountry(mcc, everyone)]));
  return {
    ...SOURCE,
    countries,
    networks: Object.fromEntries(mccs.map((mcc) => [mcc, networksOf(mcc, networks, countries)])),
    usual: Object.fromEntries(COUNTRY_CODES.flatMap((code) => usualIn(code, networks, countries))),
  };
}

/** One line for each MCC, so that changes can be read. */
export function toFile({ source, licence, countries, networks, usual }: NetworksFile): string {
  const lines = Object.entries(networks).map(
    ([mcc, named]) => `    ${JSON.stringify(mcc)}: ${JSON.stringify(named)}`,
  );
  return `{
  "source": ${JSON.stringify(source)},
  "licence": ${JSON.stringify(licence)},
  "countries": ${JSON.stringify(countries)},
  "usual": ${JSON.stringify(usual)},
  "networks": {
${lines.join(',\n')}
  }
}
`;
}

function toNetwork(one: Listed): Network[] {
  const { mcc, mnc, brand, operator, countryCode } = one;
  const name = (brand ?? operator ?? '').trim();
  const isNumbered = /^\d{3}$/.test(mcc ?? '') && /^\d{2,3}$/.test(mnc ?? '');
  if (!mcc || !mnc || !isNumbered || !name || !countryCode) return [];
  // GE-AB and the like are parts of a country.
  const countries = countryCode.split('/').map((code) => code.slice(0, 2));
  // Networks in occupied parts of Ukraine are listed for Russia; the code is Ukraine's.
  if (mcc === '255' && countries[0] === 'RU') countries[0] = 'UA';
  return [{ ...one, mcc, mnc, name, countries }];
}

function mainCountry(mcc: string, networks: readonly Network[]): string {
  const own = new Set(
    networks.filter((one) => one.mcc === mcc).map(({ countries }) => countries[0]),
  );
  const [only] = own;
  const main = MAIN_COUNTRIES[mcc] ?? (own.size === 1 ? only : undefined);
  if (!main) throw new Error(`say in MAIN_COUNTRIES whose MCC ${mcc} is: ${[...own]}`);
  return main;
}

/** A network's name by its MNC; with its country where that is not the code's own. */
function networksOf(
  mcc: string,
  networks: readonly Network[],
  mains: Record<string, string>,
): NetworksFile['networks'][string] {
  const byMnc = new Map<string, Network[]>();
  for (const one of networks.filter((each) => each.mcc === mcc)) {
    byMnc.set(one.mnc, [...(byMnc.get(one.mnc) ?? []), one]);
  }
  return Object.fromEntries(
    [...byMnc].map(([mnc, same]) => {
      const { name, home } = atHome(same, mains[mcc] as string);
      return [mnc, home === mains[mcc] ? name : [name, home]];
    }),
  );
}

function atHome(same: readonly Network[], main: string): { name: string; home: string } {
  const [first] = same as [Network];
  const own = new Set(same.map(homeOf));
  const elsewhere = [...own].filter((country) => country !== main);
  const fallback = elsewhere.length === 0 ? main : elsewhere[0];
  const home = HOMES[first.mcc + first.mnc] ?? (elsewhere.length > 1 ? undefined : fallback);
  if (!home) throw new Error(`say in HOMES where ${first.mcc}-${first.mnc} is: ${[...own]}`);
  const named = same.filter((one) => homeOf(one) === home);
  return { name: (named.find(isOperational) ?? named[0] ?? first).name, home };

  /** Islands that share a network share their first one's. */
  function homeOf({ countries }: Network): string {
    return countries.includes(main) ? main : (countries[0] as string);
  }
}

function isOperational({ status }: Network): boolean {
  return status === 'Operational';
}

/**
 * The network of the country with the most frequency bands, which is one of its largest; one under
 * a code of the country's own if there is any.
 */
function usualIn(
  country: string,
  networks: readonly Network[],
  mains: Record<string, string>,
): [string, [string, string]][] {
  const wanted = SERVED_BY[country] ?? country;
  const rank = (one: Network) => [mains[one.mcc] === wanted ? 0 : 1, -bandsOf(one)] as const;
  const [best] = networks
    .filter((one) => one.countries.includes(wanted) && isOperational(one) && !isVirtual(one))
    .map((one) => ({ ...one, rank: rank(one) }))
    .toSorted((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || byCodes(a, b));
  return best ? [[country, [best.mcc, best.mnc]]] : [];
}

function byCodes(one: Network, other: Network): number {
  return one.mcc + one.mnc < other.mcc + other.mnc ? -1 : 1;
}

function isVirtual({ bands }: Network): boolean {
  return /MVNO/i.test(bands ?? '');
}

function bandsOf({ bands }: Network): number {
  return (bands ?? '').split('/').length;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [path] = process.argv.slice(2);
  if (!path) throw new Error('name the mcc-mnc-list.json to read');
  const listed: Listed[] = JSON.parse(readFileSync(path, 'utf8'));
  const file = new URL('../server/assets/networks.json', import.meta.url);
  writeFileSync(file, toFile(buildNetworks(listed)));
}
