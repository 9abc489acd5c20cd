import { describe, expect, it } from 'vitest';
import { countryNamesOf, withNetworks } from './networks.ts';
import { toOffer } from './shapes.ts';

const COUNTRIES = [
  { name: 'Austria', region: 'Europe', iso: 'AT' },
  { name: 'Germany', region: 'Europe', iso: 'DE' },
];
const bundle = { name: 'esim_1GB', price: 1, dataAmount: 1000, duration: 7, countries: COUNTRIES };
const offers = [toOffer(bundle, 'USD') ?? []].flat();
const networksIn = (json: unknown) =>
  withNetworks(offers, json, countryNamesOf([bundle])).flatMap(({ networks }) => networks);
const A1 = { country: 'AT', name: 'A1', technologies: ['4G', '5G'] };

describe('the networks of a bundle', () => {
  it('are those of its countries, which are named by a name or a code', () => {
    const networks = [{ name: 'A1 Telekom', brandName: 'A1', speed: ['4G', '5G'] }];
    for (const name of ['Austria', 'AUSTRIA', 'AT', 'at']) {
      expect(networksIn({ countryNetworks: [{ name, networks }] })).toEqual([A1]);
    }
    expect(networksIn([{ name: 'Austria', networks }])).toEqual([A1]);
    expect(networksIn({ countryNetworks: [{ name: 'France', networks }] })).toEqual([]);
  });

  it('have their own name without a brand, and speeds in a list or a text', () => {
    const networks = [{ name: 'A1', speed: '4G/5G' }, { speed: '4G' }, { name: 'Drei' }];
    const drei = { country: 'AT', name: 'Drei', technologies: [] };
    expect(networksIn({ countryNetworks: [{ name: 'AT', networks }] })).toEqual([A1, drei]);
  });

  it('are none in an answer of another shape', () => {
    for (const json of [undefined, 'none', {}, { countryNetworks: 'none' }, [{ name: 'AT' }, 1]]) {
      expect(networksIn(json)).toEqual([]);
    }
  });
});
