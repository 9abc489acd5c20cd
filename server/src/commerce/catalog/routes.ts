import { Type } from 'typebox';
import { matchesEtag } from '../../kernel/etag.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, CountryCode } from '../../platform/http/schemas.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { sendJson } from '../../platform/http/write.ts';
import { deviceFile, searchDevices } from './device.ts';
import { readFlag } from './flag.ts';
import { countryLists } from './list-countries.ts';
import { namesLocaleOf } from './locale.ts';

const Country = answer('Country', {
  code: CountryCode,
  name: Type.String({ description: 'The name in the requested language, otherwise in English.' }),
  imageUrl: Type.String({ description: 'The path of the flag; it answers without a token.' }),
});
const CountrySetListing = answer('CountrySet', {
  countrySet: Type.String(),
  name: Type.String(),
  countries: Type.Array(Country),
});
const Device = answer('Device', {
  name: Type.String(),
  vendor: Type.String(),
  platform: Type.String({ description: 'iOS, iPadOS, watchOS, Android, Wear OS, Windows …' }),
});
const Word = (description: string, example: string) =>
  Type.Optional(Type.String({ maxLength: 100, description, examples: [example] }));

const austria = { code: 'AT', name: 'Austria', imageUrl: '/esim/countries/at/flag' };

/** Countries, flags and the devices that take an eSIM (contract section 4, points 4 and 5). */
export function registerCatalogRoutes(app: App, parts: { db: Queryable }): void {
  registerCountryRoutes(app, parts.db);
  registerFlagRoutes(app);
  registerDeviceRoute(app);
}

function registerCountryRoutes(app: App, db: Queryable): void {
  const lists = countryLists(db);
  app.get(
    '/gigastore/esim/countries',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listCountrySets',
        tag: 'eSIM',
        summary: 'List the country sets',
        description:
          'Every country set with its countries: worldwide first, then the regions, then the ' +
          'single countries, each in the order of their names.',
        answer: Type.Array(CountrySetListing),
        example: [{ countrySet: 'AT', name: 'Austria', countries: [austria] }],
        localized: true,
      }),
    },
    async (request, reply) =>
      sendJson(reply, await lists.ofAllSets(namesLocaleOf(request.headers))),
  );
  app.get(
    '/gigastore/esim/countries/:countrySet',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listCountries',
        tag: 'eSIM',
        summary: 'List the countries of a country set',
        description: 'The countries where a package of this country set works, by name.',
        params: Type.Object({
          countrySet: Type.String({
            description: '`WWW` (worldwide), a region such as `EU`, or a country; either case.',
            examples: ['EU'],
          }),
        }),
        answer: Type.Array(Country),
        example: [austria],
        refusals: ['country_set_not_found'],
        localized: true,
      }),
    },
    async (request, reply) =>
      sendJson(reply, await lists.ofSet(request.params.countrySet, namesLocaleOf(request.headers))),
  );
}

const THIRTY_DAYS_S = 30 * 24 * 60 * 60;

function registerFlagRoutes(app: App): void {
  const schema = (id: string, description: string) =>
    operation({
      id,
      tag: 'eSIM',
      summary: 'The flag of a country',
      description,
      params: Type.Object({
        countryCode: Type.String({ description: 'Either case.', examples: ['at'] }),
      }),
      status: 200,
      alsoAnswers: {
        '200 image/png': {
          description: 'A PNG, 100 pixels wide.',
          schema: Type.String({ format: 'binary' }),
        },
        '304': { description: 'The flag is the one named by `If-None-Match`.' },
      },
      refusals: ['country_not_found'],
    });
  app.get(
    '/gigastore/esim/countries/:countryCode/flag',
    { config: { scope: 'read' }, schema: schema('getFlag', 'A PNG of the flag.') },
    (request, reply) => sendFlag(request, reply, request.params.countryCode),
  );
  app.get(
    '/esim/countries/:countryCode/flag',
    {
      config: { public: true },
      schema: schema('getPublicFlag', 'What `imageUrl` of a country names; needs no token.'),
    },
    (request, reply) => sendFlag(request, reply, request.params.countryCode),
  );
}

function sendFlag(request: Request, reply: Reply, countryCode: string): Reply {
  const { png, etag } = readFlag(countryCode);
  reply
    .header('Cache-Control', `public, max-age=${THIRTY_DAYS_S}`)
    .header('ETag', etag)
    // Pages of resellers show flags from here, which is another origin for them.
    .header('Cross-Origin-Resource-Policy', 'cross-origin');
  if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.type('image/png').send(png);
}

function registerDeviceRoute(app: App): void {
  let everything: string | undefined;
  app.get(
    '/gigastore/esim/device/esim-capable',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listEsimCapableDevices',
        tag: 'eSIM',
        summary: 'List the devices that take an eSIM',
        description:
          'Phones, tablets, watches and laptops, by vendor and name. Letter case does not ' +
          'matter. Some models lack eSIM in some markets (mainland China above all).',
        querystring: Type.Object({
          q: Word('Words of vendor and name, all of which must occur.', 'iphone 15'),
          vendor: Word('The vendor, whole.', 'Apple'),
          platform: Word('The platform, whole.', 'iOS'),
        }),
        answer: Type.Array(Device),
        example: [{ name: 'iPhone 15', vendor: 'Apple', platform: 'iOS' }],
      }),
    },
    (request, reply) => {
      if (Object.keys(request.query).length > 0) return searchDevices(request.query);
      everything ??= JSON.stringify(deviceFile().devices);
      return sendJson(reply, everything);
    },
  );
}
