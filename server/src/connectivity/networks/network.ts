import { readFileSync } from 'node:fs';

/** A mobile network by the codes it sends (ITU-T E.212), which are digits and never numbers. */
export type Network = { mcc: string; mnc: string; name: string; country: string };

/** `assets/networks.json`, as `scripts/build-networks.ts` builds it. */
export type NetworksFile = {
  source: string;
  licence: string;
  /** Whose code it is, by MCC. */
  countries: Record<string, string>;
  /** By MCC and MNC: the name, with the country where it is not the code's own. */
  networks: Record<string, Record<string, string | [name: string, country: string]>>;
  /** One of a country's largest networks. */
  usual: Record<string, [mcc: string, mnc: string]>;
};

let file: NetworksFile | undefined;

/** The table, read once. */
export function networksFile(): NetworksFile {
  const path = new URL('../../../assets/networks.json', import.meta.url);
  file ??= JSON.parse(readFileSync(path, 'utf8')) as NetworksFile;
  return file;
}

/**
 * The country of a network. Some codes serve several countries (310 the United States and Guam):
 * the MNC says which, and without a known one it is the country that the code was given to.
 * Undefined for codes of no country: satellites, ships, aircraft, test equipment.
 */
export function countryOfMcc(mcc: string, mnc?: string): string | undefined {
  const network = mnc === undefined ? undefined : networkOf(mcc, mnc);
  return network?.country ?? own(networksFile().countries, mcc);
}

/** The network of these codes; `1`, `01` and `001` of one MCC are told apart where they differ. */
export function networkOf(mcc: string, mnc: string): Network | undefined {
  const { networks, countries } = networksFile();
  const named = own(networks, mcc);
  const known = named && spellingsOf(mnc).find((spelling) => Object.hasOwn(named, spelling));
  if (!known) return undefined;
  const [name, country] = [named[known]].flat();
  return { mcc, mnc: known, name: name as string, country: country ?? (countries[mcc] as string) };
}

/** A network that a phone in this country might use; undefined where there is none, as in AQ. */
export function aNetworkIn(country: string): Network | undefined {
  const usual = own(networksFile().usual, country);
  return usual && networkOf(...usual);
}

/** Whether an MNC has two digits or three is the MCC's custom, which reports do not always keep. */
function spellingsOf(mnc: string): string[] {
  if (mnc.length === 3 && mnc.startsWith('0')) return [mnc, mnc.slice(1)];
  return mnc.length === 2 ? [mnc, `0${mnc}`] : [mnc];
}

function own<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
