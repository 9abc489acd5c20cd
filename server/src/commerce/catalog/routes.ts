import { Type } from 'typebox';
import { matchesEtag } from '../../kernel/etag.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { operation } from '../../platform/http/operation.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, CountryCode, described } from '../../platform/http/schemas.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { sendJson, type WriteParts } from '../../platform/http/write.ts';
import { deviceFile, searchDevices } from './device.ts';
import { readFlag } from './flag.ts';
import { countryLists } from './list-countries.ts';
import { namesLocaleOf } from './locale.ts';

const Country = answer('Country', {
  code: described(CountryCode, 'The ISO 3166-1 alpha-2 code.'),
  name: Type.String({ description: 'The name in the requested language, otherwise in English.' }),
  imageUrl: Type.String({
    description: 'The path of the flag; it answers without a token.',
    examples: ['/esim/countries/at/flag'],
  }),
});
const CountrySetListing = answer('CountrySet', {
  countrySet: Type.String({
    description: 'The code of the country set, such as `WWW`, `EU` or `AT`.',
  }),
  name: Type.String({ description: 'The name of the country set.' }),
  countries: Type.Array(Country, { description: 'The countries of the set.' }),
});
const Device = answer('Device', {
  name: Type.String({ description: 'The name of the device.' }),
  vendor: Type.String({ description: 'The manufacturer.' }),
  platform: Type.String({ description: 'iOS, iPadOS, watchOS, Android, Wear OS, Windows …' }),
});
const Word = (description: string, example: string) =>
  Type.Optional(Type.String({ maxLength: 100, description, examples: [example] }));

const austria = { code: 'AT', name: 'Austria', imageUrl: '/esim/countries/at/flag' };

const tag = 'eSIM';

/** Declares the routes of countries, flags and devices that support eSIM. */
export function registerCatalogRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareCountries(routes, parts.db);
  declareFlag(routes);
  registerPublicFlag(app);
  declareDevices(routes);
}

function declareCountries(routes: Routes, db: Queryable): void {
  const lists = countryLists(db);
  routes.read(
    '/gigastore/esim/countries',
    {
      id: 'listCountrySets',
      scope: 'read',
      tag,
      summary: 'List country sets',
      description:
        'Returns every country set with its countries: worldwide first, then the regions, then ' +
        'the single countries, each by name.',
      answer: Type.Array(CountrySetListing),
      example: [{ countrySet: 'AT', name: 'Austria', countries: [austria] }],
      localized: true,
    },
    async (_, { request, reply }) =>
      sendJson(reply, await lists.ofAllSets(namesLocaleOf(request.headers))),
  );
  routes.read(
    '/gigastore/esim/countries/:countrySet',
    {
      id: 'listCountries',
      scope: 'read',
      tag,
      summary: 'List countries of a country set',
      description: 'Returns the countries in which a package of the country set works, by name.',
      params: Type.Object({
        countrySet: Type.String({
          description:
            'The code of a country set in any case: `WWW` (worldwide), a region such as `EU`, or ' +
            'a country.',
          examples: ['EU'],
        }),
      }),
      answer: Type.Array(Country),
      example: [austria],
      refusals: ['country_set_not_found'],
      localized: true,
    },
    async (_, { request, reply, params }) =>
      sendJson(reply, await lists.ofSet(params.countrySet, namesLocaleOf(request.headers))),
  );
}

const THIRTY_DAYS_S = 30 * 24 * 60 * 60;

const flagRoute = {
  tag,
  params: Type.Object({
    countryCode: Type.String({
      description: 'An ISO 3166-1 alpha-2 code in any case.',
      examples: ['at'],
    }),
  }),
  status: 200,
  alsoAnswers: {
    '200 image/png': {
      description: 'A PNG, 100 pixels wide.',
      schema: Type.String({ format: 'binary' }),
    },
    '304': { description: 'The flag is the one that `If-None-Match` names.' },
  },
  refusals: ['country_not_found'],
} as const;

function declareFlag(routes: Routes): void {
  routes.read(
    '/gigastore/esim/countries/:countryCode/flag',
    {
      ...flagRoute,
      id: 'getCountryFlag',
      scope: 'read',
      summary: 'Retrieve the flag of a country',
      description: 'Returns the flag as a PNG.',
    },
    (_, { request, reply, params }) => sendFlag(request, reply, params.countryCode),
  );
}

/** Browsers load this address from pages of resellers, without a token. */
function registerPublicFlag(app: App): void {
  app.get(
    '/esim/countries/:countryCode/flag',
    {
      config: { public: true },
      schema: operation({
        ...flagRoute,
        id: 'getPublicCountryFlag',
        summary: 'Retrieve a flag without a token',
        description: 'Returns the flag as a PNG. `imageUrl` of a country is this path.',
      }),
    },
    (request, reply) => sendFlag(request, reply, request.params.countryCode),
  );
}

function sendFlag(request: Request, reply: Reply, countryCode: string): Reply {
  const { png, etag } = readFlag(countryCode);
  reply
    .header('Cache-Control', `public, max-age=${THIRTY_DAYS_S}`)
    .header('ETag', etag)
    // Pages of resellers, which are another origin, show flags from here.
    .header('Cross-Origin-Resource-Policy', 'cross-origin');
  if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.type('image/png').send(png);
}

function declareDevices(routes: Routes): void {
  let everything: string | undefined;
  routes.read(
    '/gigastore/esim/device/esim-capable',
    {
      id: 'listEsimCapableDevices',
      scope: 'read',
      tag,
      summary: 'List devices that support eSIM',
      description:
        'Returns phones, tablets, watches and laptops by vendor and name. Letter case does not ' +
        'matter. Some models lack eSIM in some markets, above all in mainland China.',
      querystring: Type.Object({
        q: Word('Words of vendor and name, all of which must occur.', 'iphone 15'),
        vendor: Word('The whole name of the vendor.', 'Apple'),
        platform: Word('The whole name of the platform.', 'iOS'),
      }),
      answer: Type.Array(Device),
      example: [{ name: 'iPhone 15', vendor: 'Apple', platform: 'iOS' }],
    },
    (_, { query, reply }) => {
      if (Object.keys(query).length > 0) return searchDevices(query);
      everything ??= JSON.stringify(deviceFile().devices);
      return sendJson(reply, everything);
    },
  );
}
