import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { createTestEdge } from '../../../test/support/edge-app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { partsWithoutDatabase } from '../../../test/support/parts-without-database.ts';
import { COUNTRY_CODES } from '../../kernel/country-code.ts';
import { sql } from '../../platform/db/database.ts';
import { demonstration, loadCatalogue } from './index.ts';
import { registerCatalogRoutes } from './routes.ts';

const test = await forThisFile(createTestDatabase());
await test.db.transaction((tx) => loadCatalogue(tx, demonstration().catalogue));
const app = await forThisFile(createTestEdge());
registerCatalogRoutes(app, { ...partsWithoutDatabase(), db: test.db });

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ url, headers: { authorization: 'Bearer read', ...headers } });

describe('the token', () => {
  const PRIVATE = [
    '/gigastore/esim/countries',
    '/gigastore/esim/countries/AT',
    '/gigastore/esim/countries/at/flag',
    '/gigastore/esim/device/esim-capable',
  ];

  it.each(PRIVATE)('a token is required for %s', async (url) => {
    const answer = await app.inject({ url });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'missing_token' });
  });

  it.each(PRIVATE)('the scope read suffices for %s', async (url) => {
    for (const scope of ['read', 'sell', 'refund', 'manage']) {
      expect((await get(url, { authorization: `Bearer ${scope}` })).statusCode).toBe(200);
    }
  });

  it('the flag that imageUrl names needs no token', async () => {
    expect((await app.inject({ url: '/esim/countries/at/flag' })).statusCode).toBe(200);
  });
});

describe('GET /gigastore/esim/countries/{countrySet}', () => {
  it('the countries of a set are a bare array with upper-case codes and unprefixed image paths', async () => {
    const answer = await get('/gigastore/esim/countries/AT');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json()).toEqual([
      { code: 'AT', name: 'Austria', imageUrl: '/esim/countries/at/flag' },
    ]);
  });

  it.each(['WWW', 'EU', 'eu'])('the countries of %s are listed by name', async (countrySet) => {
    const listed = (await get(`/gigastore/esim/countries/${countrySet}`)).json();
    const names = listed.map((country: { name: string }) => country.name);
    expect(names.length).toBeGreaterThan(30);
    expect(names).toEqual(names.toSorted(new Intl.Collator('en').compare));
  });

  it('the countries of a set are named in the language of the request, Locale header first', async () => {
    const name = async (headers: Record<string, string>) =>
      (await get('/gigastore/esim/countries/AT', headers)).json()[0].name;
    expect(await name({ locale: 'de' })).toBe('Österreich');
    expect(await name({ 'accept-language': 'de-AT,en;q=0.8' })).toBe('Österreich');
    expect(await name({ locale: 'fr', 'accept-language': 'de' })).toBe('Autriche');
    expect(await name({ locale: 'xx' })).toBe('Austria');
    expect(await name({})).toBe('Austria');
  });

  it('a changed country set is shown at once, because the version rose with it', async () => {
    const { catalogue } = demonstration();
    const gulf = catalogue.countrySets.find((set) => set.code === 'GCC');
    if (!gulf) throw new Error('no GCC');
    const codes = async () =>
      (await get('/gigastore/esim/countries/GCC'))
        .json()
        .map((country: { code: string }) => country.code);
    expect(await codes()).toContain('OM');
    const smaller = { ...gulf, countries: ['AE', 'SA'] };
    await test.db.transaction((tx) =>
      loadCatalogue(tx, { countrySets: [smaller], dataPlans: [], prices: [] }),
    );
    expect((await codes()).toSorted()).toEqual(['AE', 'SA']);
  });

  it.each(['ZZ', 'EUROPE', 'AQ', '%00', '%27', 'x'.repeat(100)])(
    'the set %s is refused with country_set_not_found',
    async (countrySet) => {
      const answer = await get(`/gigastore/esim/countries/${countrySet}`);
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'country_set_not_found' });
    },
  );
});

describe('GET /gigastore/esim/countries', () => {
  it('the list of country sets has worldwide, regions and countries, each kind by name', async () => {
    const listed: { countrySet: string; name: string; countries: unknown[] }[] = (
      await get('/gigastore/esim/countries')
    ).json();
    const stored = await test.db.row<{ count: bigint }>(sql`select count(*) from country_sets`);
    expect(BigInt(listed.length)).toBe(stored?.count);
    expect(listed[0]).toMatchObject({ countrySet: 'WWW', name: 'Worldwide' });
    expect(listed[1]).toMatchObject({ countrySet: 'AFRICA', name: 'Africa' });
    expect(listed.find((set) => set.countrySet === 'AT')).toEqual({
      countrySet: 'AT',
      name: 'Austria',
      countries: [{ code: 'AT', name: 'Austria', imageUrl: '/esim/countries/at/flag' }],
    });
    const singles = listed.slice(listed.findIndex((set) => set.countrySet === 'AF'));
    const names = singles.map((set) => set.name);
    expect(names).toEqual(names.toSorted(new Intl.Collator('en').compare));
  });

  it('the list of country sets is localized too', async () => {
    const listed: { countrySet: string; name: string }[] = (
      await get('/gigastore/esim/countries', { locale: 'de' })
    ).json();
    expect(listed.find((set) => set.countrySet === 'DE')?.name).toBe('Deutschland');
  });
});

describe('the flag of a country', () => {
  it.each([
    '/gigastore/esim/countries/at/flag',
    '/gigastore/esim/countries/AT/flag',
    '/esim/countries/at/flag',
    '/esim/countries/At/flag',
  ])('the flag of a country is a PNG that can be cached at %s', async (path) => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('image/png');
    expect(answer.headers['cache-control']).toMatch(/^public, max-age=\d{6,}$/);
    expect(answer.headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(answer.rawPayload.subarray(1, 4).toString()).toBe('PNG');
  });

  it('every imageUrl of the country lists returns a flag', async () => {
    const listed: { imageUrl: string }[] = (await get('/gigastore/esim/countries/WWW')).json();
    for (const { imageUrl } of listed) expect((await get(imageUrl)).statusCode).toBe(200);
    expect(listed.length).toBeLessThan(COUNTRY_CODES.length);
  });

  it('the flag of a country is not sent again to a client that has it', async () => {
    const { etag } = (await get('/esim/countries/at/flag')).headers;
    const again = await get('/esim/countries/at/flag', { 'if-none-match': `"other", ${etag}` });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const another = await get('/esim/countries/de/flag', { 'if-none-match': `${etag}` });
    expect(another.statusCode).toBe(200);
  });

  it.each(['zz', 'eu', 'aut', '..%2Fat', '%00', 'README'])(
    'the flag of a country is refused for %s with country_not_found',
    async (code) => {
      for (const prefix of ['/gigastore', '']) {
        const answer = await get(`${prefix}/esim/countries/${code}/flag`);
        expect(answer.statusCode).toBe(404);
        expect(answer.json()).toMatchObject({ code: 'country_not_found' });
      }
    },
  );
});

describe('GET /gigastore/esim/device/esim-capable', () => {
  const path = '/gigastore/esim/device/esim-capable';

  it('the list of eSIM-capable devices is a bare array of at least 300 devices', async () => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.json().length).toBeGreaterThanOrEqual(300);
    expect(answer.json()).toContainEqual({ name: 'iPhone 15', vendor: 'Apple', platform: 'iOS' });
  });

  it('the list of devices is filtered by q, vendor and platform; an empty filter is ignored', async () => {
    expect(
      (await get(`${path}?q=pixel%20watch%202&vendor=GOOGLE&platform=wear%20os`)).json(),
    ).toEqual([{ name: 'Pixel Watch 2 LTE', vendor: 'Google', platform: 'Wear OS' }]);
    expect((await get(`${path}?q=&vendor=&platform=`)).body).toBe((await get(path)).body);
    expect((await get(`${path}?vendor=nobody`)).json()).toEqual([]);
  });

  it.each([`q=${'x'.repeat(101)}`, 'q=a&q=b', 'vendor=%00'])(
    'the list of devices refuses ?%s',
    async (query) => {
      const answer = await get(`${path}?${query}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ code: 'invalid_request' });
    },
  );
});
