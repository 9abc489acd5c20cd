import { readFileSync } from 'node:fs';

/** A mobile network with its codes (ITU-T E.212), which are texts of digits. */
export type Network = { mcc: string; mnc: string; name: string; country: string };

/** The shape of `assets/networks.json`, which `tools/build-networks.ts` writes. */
export type NetworksFile = {
  source: string;
  licence: string;
  /** The country of each MCC. */
  countries: Record<string, string>;
  /** The name by MCC and MNC, with the country if it is not the country of the MCC. */
  networks: Record<string, Record<string, string | [name: string, country: string]>>;
  /** One of a country's largest networks. */
  usual: Record<string, [mcc: string, mnc: string]>;
};

let file: NetworksFile | undefined;

/** Returns the table of networks. */
export function networksFile(): NetworksFile {
  const path = new URL('../../../assets/networks.json', import.meta.url);
  file ??= JSON.parse(readFileSync(path, 'utf8')) as NetworksFile;
  return file;
}

/** The MCC of ships, aircraft and satellites (ITU-T E.212). */
export const INTERNATIONAL_MCC = '901';
/**
 * The code used in place of their country, that of UN/LOCODE, which ISO 3166-1 reserves for users.
 */
export const INTERNATIONAL = 'XZ';

/**
 * Returns the country of a network. Some MCCs serve several countries (310 serves the United States
 * and Guam): the MNC decides, and without a known MNC the country to which the MCC is assigned.
 * Undefined for codes without a country: satellites, ships, aircraft, test equipment.
 */
export function countryOfMcc(mcc: string, mnc?: string): string | undefined {
  const network = mnc === undefined ? undefined : networkOf(mcc, mnc);
  return network?.country ?? own(networksFile().countries, mcc);
}

/** Returns the network; undefined if the codes are unknown. `01` and `001` may be two networks. */
export function networkOf(mcc: string, mnc: string): Network | undefined {
  const { networks, countries } = networksFile();
  const named = own(networks, mcc);
  const known = named && spellingsOf(mnc).find((spelling) => Object.hasOwn(named, spelling));
  if (!known) return undefined;
  const [name, country] = [named[known]].flat();
  return { mcc, mnc: known, name: name as string, country: country ?? (countries[mcc] as string) };
}

/** Returns one of the country's largest networks; undefined if it has none, such as AQ. */
export function aNetworkIn(country: string): Network | undefined {
  const usual = own(networksFile().usual, country);
  return usual && networkOf(...usual);
}

/**
 * Returns the spellings of an MNC. Its length depends on the MCC, and not all reports respect it.
 */
function spellingsOf(mnc: string): string[] {
  if (mnc.length === 3 && mnc.startsWith('0')) return [mnc, mnc.slice(1)];
  return mnc.length === 2 ? [mnc, `0${mnc}`] : [mnc];
}

function own<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
