import { Type } from 'typebox';
import type { Routes } from '../../platform/http/routes.ts';
import { CountryCodeInput } from '../../platform/http/schemas.ts';
import { COUNTRY_SET_COLUMNS } from './country-set-columns.ts';
import { selectCountrySetPage, selectStoredCountrySet } from './country-set-store.ts';
import { createCountrySet } from './create-country-set.ts';
import { noCountrySet } from './find-country-set.ts';
import { aCountrySet, CountrySetSchema, showCountrySet } from './operator-schemas.ts';
import { updateCountrySet } from './update-country-set.ts';

const tag = 'Operator: catalogue';
const SETS = '/operator/country-sets';
const setParams = Type.Object({
  code: Type.String({ description: 'The code of the country set; either case.', examples: ['EU'] }),
});
const setName = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'The English name of the set.',
  examples: ['Nordic countries'],
});
const setCountries = Type.Array(CountryCodeInput, {
  minItems: 1,
  maxItems: 300,
  description: 'The ISO 3166-1 alpha-2 codes of the countries; either case.',
  examples: [aCountrySet.countries],
});

export function declareCountrySets(routes: Routes): void {
  routes.list(
    SETS,
    {
      id: 'listOperatorCountrySets',
      scope: 'assist',
      tag,
      summary: 'List country sets',
      description:
        'Returns all country sets by code, including retired ones. As CSV, it has the columns ' +
        'that `POST /operator/catalogue/import` reads.',
      title: 'OperatorCountrySets',
      filters: Type.Object({}),
      item: CountrySetSchema,
      exampleItem: aCountrySet,
      columns: COUNTRY_SET_COLUMNS,
      keysetOf: ({ code }) => [code],
      keys: 1,
      show: showCountrySet,
    },
    ({ db }, { after: [after] = [], limit }) => selectCountrySetPage(db, { limit, after }),
  );
  routes.read(
    `${SETS}/:code`,
    {
      id: 'getOperatorCountrySet',
      scope: 'assist',
      tag,
      summary: 'Retrieve a country set',
      description: 'Returns one country set with its countries, also when it is retired.',
      params: setParams,
      answer: CountrySetSchema,
      example: aCountrySet,
      refusals: ['country_set_not_found'],
    },
    async ({ db }, { params }) => {
      const set = await selectStoredCountrySet(db, params.code.toUpperCase());
      if (!set) throw noCountrySet();
      return showCountrySet(set);
    },
  );
}

export function declareCountrySetChanges(routes: Routes): void {
  routes.write(
    `POST ${SETS}`,
    {
      id: 'createCountrySet',
      scope: 'operate',
      tag,
      summary: 'Create a country set',
      description:
        'Creates a region that data plans can name. The worldwide set and a set for each country ' +
        'exist already.',
      body: Type.Object({
        code: Type.String({
          pattern: '^[A-Za-z][A-Za-z0-9_]{2,15}$',
          must: 'be 3 to 16 letters, digits and underscores, with a letter first',
          description: 'A new code of letters, digits and underscores.',
          examples: ['NORDICS'],
        }),
        name: setName,
        countries: setCountries,
      }),
      answer: CountrySetSchema,
      example: aCountrySet,
      refusals: ['invalid_request', 'invalid_state'],
    },
    async (scope, { body }) => showCountrySet(await createCountrySet(scope, body)),
  );
  routes.write(
    `PUT ${SETS}/:code`,
    {
      id: 'updateCountrySet',
      scope: 'operate',
      tag,
      summary: 'Update a country set',
      description:
        'Changes the name or the countries, or retires the set. `gigastore migrate` no longer ' +
        'updates a set that you have edited. A retired set is not listed, and new data plans ' +
        'cannot name it.',
      params: setParams,
      body: Type.Object({
        name: Type.Optional(setName),
        countries: Type.Optional(setCountries),
        retired: Type.Optional(Type.Boolean({ description: 'Whether the set is retired.' })),
      }),
      answer: CountrySetSchema,
      example: aCountrySet,
      refusals: ['invalid_request', 'country_set_not_found', 'invalid_state'],
    },
    async (scope, { params, body }) =>
      showCountrySet(await updateCountrySet(scope, { ...body, code: params.code })),
  );
}
