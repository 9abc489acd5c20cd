import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { usd } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Keyset } from '../../platform/http/paging.ts';
import {
  answer,
  CountryCode,
  CountryCodeInput,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  SortDirection,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { CATALOGUE_SORTS, type CatalogueSort } from './catalogue-plan.ts';
import { anAustrianPlan, networkFields, sizeFields, someNetworks } from './plan-fields-schema.ts';

const planOfAnswer = {
  productId: described(Id, 'The ID of the data plan.'),
  name: Type.String({ description: 'The name of the data plan.' }),
  ...sizeFields,
  countrySetName: Type.String({ description: 'The English name of the country set.' }),
  countrySetKind: oneOf(['worldwide', 'region', 'country'], {
    description: 'The kind of country set.',
  }),
  includedCountries: Type.Array(CountryCode, {
    description: 'The countries of the set, as ISO 3166-1 alpha-2 codes.',
  }),
  wholesalePrice: described(Price, 'The price that you pay for one package.'),
  plannedPrice: described(
    nullable(
      answer('PlannedCataloguePrice', {
        price: described(Price, 'The price that you will pay.'),
        effectiveAt: described(Timestamp, 'From when it holds.'),
      }),
    ),
    'The next wholesale price; `null` if no change is planned.',
  ),
  suggestedRetailPrice: described(Price, 'The retail price that the platform suggests.'),
  offered: Type.Boolean({ description: 'Whether your inventory has the plan.' }),
  inventoryItemId: described(
    nullable(Id),
    'The ID of your inventory item; `null` if you do not offer the plan.',
  ),
};
export const CataloguePlanSchema = answer('CataloguePlan', planOfAnswer);
export const CataloguePlanDetail = answer('CataloguePlanDetail', {
  ...planOfAnswer,
  ...networkFields,
});

export const aCataloguePlan = {
  ...anAustrianPlan,
  countrySetName: 'Austria',
  countrySetKind: 'country',
  includedCountries: ['AT'],
  wholesalePrice: usd(3.1),
  plannedPrice: { price: usd(3.3), effectiveAt: '2027-01-01T00:00:00.000Z' },
  suggestedRetailPrice: usd(6.99),
  offered: false,
  inventoryItemId: null,
};
export const aCataloguePlanDetail = { ...aCataloguePlan, ...someNetworks };

const amount = (description: string, example: number) =>
  Type.Optional(
    Type.Unsafe<number>({
      type: 'number',
      minimum: 0,
      maximum: 10_000_000,
      twoDecimals: true,
      description,
      examples: [example],
    }),
  );
const megabytes = (description: string, example: number) =>
  Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000_000_000, description, examples: [example] }),
  );
const days = (description: string, example: number) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: 3650, description, examples: [example] }));

export const catalogueFilters = Type.Object({
  q: Type.Optional(
    Type.String({
      maxLength: 255,
      description: 'Part of the name of the plan or of its country set.',
      examples: ['europe'],
    }),
  ),
  country: Type.Optional(CountryCodeInput),
  country_set: Type.Optional(
    Type.String({ maxLength: 16, description: 'A country set code.', examples: ['EU'] }),
  ),
  offered: Type.Optional(
    Type.Boolean({ description: 'Only plans that your inventory has, or only others.' }),
  ),
  min_size_mb: megabytes('The smallest size in MB; 1 GB is 1024 MB.', 1024),
  max_size_mb: megabytes('The largest size in MB; 1 GB is 1024 MB.', 10_240),
  min_validity_days: days('The shortest validity. A plan that never expires is longer.', 7),
  max_validity_days: days('The longest validity.', 365),
  min_price: amount('The lowest wholesale price in USD.', 1),
  max_price: amount('The highest wholesale price in USD.', 50),
  sort_by: Type.Optional(oneOf(CATALOGUE_SORTS, { description: 'Default `NAME`.' })),
  sort_dir: Type.Optional(SortDirection),
});

const NUMBER = /^\d{1,18}$/;

/** Returns the place that a cursor of the list names. Throws `invalid_request` if it is not one. */
export function readCataloguePlace(sort: CatalogueSort, [sortValue = '', id = '']: Keyset) {
  const isValue = sort === 'NAME' || NUMBER.test(sortValue);
  if (!isValue || !isUuid(id)) throw invalid('/after', 'must be a nextCursor of this list');
  return { sortValue, id };
}
