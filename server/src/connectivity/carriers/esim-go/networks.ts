import { toCountryCode } from '../../../kernel/country-code.ts';
import { listOf, member, textOf } from '../ordering/carrier-json.ts';
import type { Offer, OfferedNetwork } from '../ordering/ordering-carrier.ts';
import { rowsOf } from './api.ts';

/** Returns the codes of the countries of bundles by their names in small letters. */
export function countryNamesOf(bundles: readonly unknown[]): Map<string, string> {
  const countries = bundles.flatMap((bundle) => listOf(bundle, 'countries'));
  return new Map(
    countries.flatMap((country) => {
      const name = textOf(country, 'name')?.toLowerCase();
      const code = toCountryCode(textOf(country, 'iso') ?? '');
      return name === undefined || code === undefined ? [] : [[name, code] as const];
    }),
  );
}

/**
 * Adds the networks of their countries to offers. Countries of the list have a code, or a name that
 * the bundles give a code.
 */
export function withNetworks(
  offers: readonly Offer[],
  json: unknown,
  names: ReadonlyMap<string, string>,
): Offer[] {
  const byCountry = new Map<string, OfferedNetwork[]>();
  for (const row of rowsOf(json, 'countryNetworks')) {
    const name = textOf(row, 'name') ?? '';
    const country = names.get(name.toLowerCase()) ?? toCountryCode(name);
    if (country === undefined) continue;
    const networks = listOf(row, 'networks').flatMap((one) => toNetwork(one, country));
    byCountry.set(country, [...(byCountry.get(country) ?? []), ...networks]);
  }
  const networksOf = (code: string) => byCountry.get(toCountryCode(code) ?? '') ?? [];
  return offers.map((offer) => ({ ...offer, networks: offer.countries.flatMap(networksOf) }));
}

function toNetwork(given: unknown, country: string): OfferedNetwork[] {
  const name = textOf(given, 'brandName') ?? textOf(given, 'name');
  return name === null ? [] : [{ country, name, technologies: speedsOf(given) }];
}

/** The speed is a list or a text. */
function speedsOf(given: unknown): string[] {
  const speed = member(given, 'speed');
  const texts = Array.isArray(speed) ? speed : (textOf(given, 'speed') ?? '').split(/[,/\s]+/);
  return texts.filter((one) => typeof one === 'string' && one !== '');
}
