import { aNetworkIn, networkOf } from '../networks/index.ts';

export const TECHNOLOGIES = ['2G', '3G', '4G', '5G'] as const;
type Technology = (typeof TECHNOLOGIES)[number];

/** A network to which the profiles of a carrier attach, by its codes (ITU-T E.212). */
export type CarrierNetwork = { mcc: string; mnc: string; technologies: Technology[] };

/** A network as it is shown; `country` is an ISO 3166-1 code. */
export type ShownNetwork = CarrierNetwork & { country: string; name: string };

/** Returns networks with their names, by country and name. Unknown networks are left out. */
export function nameNetworks(networks: readonly CarrierNetwork[]): ShownNetwork[] {
  return networks
    .flatMap(({ mcc, mnc, technologies }) => {
      const known = networkOf(mcc, mnc);
      return known ? [{ ...known, technologies }] : [];
    })
    .sort((a, b) => compare(a.country, b.country) || compare(a.name, b.name));
}

/** Returns the one network of each country to which simulated phones attach. */
export function simulatedNetworksIn(countries: readonly string[]): ShownNetwork[] {
  return countries.flatMap((country) => {
    const network = aNetworkIn(country);
    return network ? [{ ...network, technologies: ['4G' as const] }] : [];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
