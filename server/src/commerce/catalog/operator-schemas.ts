import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { toPrice, usd } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import { type Keyset, readCursor } from '../../platform/http/paging.ts';
import {
  answer,
  CountryCode,
  CountryCodeInput,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { StoredCountrySet } from './country-set.ts';
import { COST_SETTERS, type ListedPlan } from './data-plan.ts';
import { termsFields } from './data-terms-schema.ts';
import type { NamePage } from './name-page.ts';
import { MOST_SOURCES, SOURCE_POLICIES } from './plan-source.ts';
import { showTerms } from './plan-terms.ts';
import type { PlanWithCosts } from './read-plan.ts';

const SIZE_UNITS = ['MB', 'GB', 'TB'] as const;
const AN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';
const A_TIME = '2026-04-30T09:55:36.430Z';

export const CountrySetSchema = answer('OperatorCountrySet', {
  code: Type.String({
    description: 'The code that data plans name.',
    examples: ['EU'],
  }),
  name: Type.String({ description: 'The English name.' }),
  kind: oneOf(['worldwide', 'region', 'country'], { description: 'The kind of country set.' }),
  countries: Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), {
    description: 'The ISO 3166-1 alpha-2 codes of the countries.',
  }),
  editedAt: nullable(Timestamp),
  retiredAt: nullable(Timestamp),
});
export const aCountrySet = {
  code: 'NORDICS',
  name: 'Nordic countries',
  kind: 'region',
  countries: ['DK', 'FI', 'IS', 'NO', 'SE'],
  editedAt: A_TIME,
  retiredAt: null,
};

const plan = {
  id: described(Id, 'The ID of the data plan.'),
  name: Type.String({ description: 'The name of the plan.' }),
  sizeValue: Type.Number({ description: 'The amount of data, in `sizeUnit`.' }),
  sizeUnit: oneOf(SIZE_UNITS, { description: 'The unit of `sizeValue`.' }),
  validityDays: nullable(
    Type.Integer({ description: 'The number of days; `null` if the plan never expires.' }),
  ),
  countrySet: Type.String({ description: 'The code of the country set where the plan works.' }),
  carrier: Type.String({ description: 'The name of the carrier that provides the plan.' }),
  createdAt: described(Timestamp, 'When the data plan was created.'),
  retiredAt: nullable(Timestamp),
  wholesalePrice: described(
    nullable(Price),
    'The price in the default price list, or in the one that was asked for; `null` without one.',
  ),
  cost: described(nullable(Price), 'What the carrier charges now; `null` if unknown.'),
  ...termsFields,
};
export const DataPlanSummary = answer('DataPlanSummary', plan);
const sourceFields = {
  carrier: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'The name of the carrier.',
    examples: ['esim-access'],
  }),
  item: Type.String({
    minLength: 1,
    maxLength: 100,
    description: "The carrier's own code of what is ordered, such as a package code or a slug.",
    examples: ['AT_1_7'],
  }),
};
const SHARE = 'Its part of the orders with the policy `split`, in proportion to the other shares.';
const COUNTRIES = 'With the policy `by_country`, the countries for which it is taken first.';
const PlanSourceSchema = answer('PlanSource', {
  ...sourceFields,
  share: described(nullable(Type.Integer()), `${SHARE} \`null\` is none.`),
  countries: Type.Array(CountryCode, { description: COUNTRIES }),
  offSince: described(
    nullable(Timestamp),
    'Since when nothing is ordered there, because the carrier no longer offers the item.',
  ),
});
const SOURCE_POLICY =
  'How the source of an order is chosen: `preferred` takes the carrier that the plan names, ' +
  '`cheapest` the lowest price, `split` each by its share, and `by_country` the source for the ' +
  "traveller's country. Sources that fail, are out of stock or are without funds are skipped.";
/** Where a plan is ordered, in a request. */
export const PlanSourcesBody = Type.Object({
  policy: Type.Optional(
    oneOf(SOURCE_POLICIES, { description: `${SOURCE_POLICY} \`preferred\` without it.` }),
  ),
  sources: Type.Array(
    Type.Object({
      ...sourceFields,
      share: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 100, description: SHARE, examples: [70] }),
      ),
      countries: Type.Optional(
        Type.Array(CountryCodeInput, {
          maxItems: 250,
          description: COUNTRIES,
          examples: [['AT', 'DE']],
        }),
      ),
    }),
    {
      maxItems: MOST_SOURCES,
      description: 'The sources in their order, each carrier once. An empty list removes them.',
      examples: [[{ carrier: 'esim-access', item: 'AT_1_7', share: 70 }]],
    },
  ),
});
export const aPlanSource = {
  ...{ carrier: 'esim-access', item: 'AT_1_7' },
  ...{ share: null, countries: [], offSince: null },
};

export const DataPlanSchema = answer('DataPlan', {
  ...plan,
  costs: Type.Array(
    answer('PlanCost', {
      validFrom: Type.String({ format: 'date', description: 'The first day of this cost.' }),
      cost: described(Price, 'What the carrier charges for one package.'),
      setBy: oneOf(COST_SETTERS, {
        description:
          "A `person`, or the `import` of a supplier's catalogue, which replaces no cost that a " +
          'person set for the same day.',
      }),
    }),
    { description: 'All costs, by the day from which they apply.' },
  ),
  sourcePolicy: oneOf(SOURCE_POLICIES, { description: SOURCE_POLICY }),
  sources: Type.Array(PlanSourceSchema, {
    description: 'Where the plan is ordered, if its carrier is called after a sale.',
  }),
});
export const aPlanSummary = {
  id: AN_ID,
  name: 'eSIM Worldwide 50 MB',
  sizeValue: 50,
  sizeUnit: 'MB',
  validityDays: 365,
  countrySet: 'WWW',
  carrier: 'alpine',
  createdAt: A_TIME,
  retiredAt: null,
  wholesalePrice: usd(1.49),
  cost: usd(0.8),
};
export const aPlan = {
  ...aPlanSummary,
  costs: [{ validFrom: '2026-01-01', cost: usd(0.8), setBy: 'person' as const }],
  sourcePolicy: 'preferred',
  sources: [],
};

/** The fields of a plan in a request. */
export const planFields = {
  name: Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'The name of the plan.',
    examples: ['eSIM Europe 1 GB'],
  }),
  sizeValue: Type.Number({
    minimum: 0.001,
    maximum: 1_000_000,
    description: 'The amount of data, in `sizeUnit`; at most three decimals.',
    examples: [1],
  }),
  sizeUnit: oneOf(SIZE_UNITS, { description: 'The unit of `sizeValue`.' }),
  validityDays: Type.Integer({
    minimum: 1,
    maximum: 3650,
    description: 'The number of days for which the plan is valid.',
    examples: [30],
  }),
  countrySet: Type.String({
    maxLength: 16,
    description: 'The code of the country set where the plan works; either case.',
    examples: ['EU'],
  }),
  carrier: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'The name of the carrier whose profiles the plan is sold with.',
    examples: ['alpine'],
  }),
};

export function showCountrySet(set: StoredCountrySet) {
  return {
    code: set.code,
    name: set.name,
    kind: set.kind,
    countries: set.countries,
    editedAt: set.editedAt?.toISOString() ?? null,
    retiredAt: set.retiredAt?.toISOString() ?? null,
  };
}

/** Returns the DataPlanSummary of the API. */
export function showPlan(plan: ListedPlan) {
  return {
    id: plan.id,
    name: plan.name,
    sizeValue: plan.sizeValue,
    sizeUnit: plan.sizeUnit,
    validityDays: plan.validityDays,
    countrySet: plan.countrySet,
    carrier: plan.carrier,
    createdAt: plan.createdAt.toISOString(),
    retiredAt: plan.retiredAt?.toISOString() ?? null,
    wholesalePrice: plan.wholesaleMinor === null ? null : toPrice(plan.wholesaleMinor),
    cost: plan.costMinor === null ? null : toPrice(plan.costMinor),
    ...showTerms(plan.dataTerms),
  };
}

/** Returns the DataPlan of the API. */
export function showPlanWithCosts({ costs, ...plan }: PlanWithCosts) {
  const shown = costs.map(({ costMinor, ...cost }) => ({ ...cost, cost: toPrice(costMinor) }));
  const { sourcePolicy } = plan;
  const sources = plan.sources.map(({ offSince, ...source }) => ({
    ...source,
    offSince: offSince?.toISOString() ?? null,
  }));
  return { ...showPlan(plan), costs: shown, sourcePolicy, sources };
}

/** Reads the cursor of a list by name. Throws `invalid_request` if it is not one. */
export function readNameCursor(query: { limit?: number; after?: string }): NamePage {
  const { limit, after } = readCursor(query, 2);
  return { limit, after: after && readNamePlace(after) };
}

/** Reads a place in a list by name. Throws `invalid_request` if a client has made it up. */
export function readNamePlace([name = '', id = '']: Keyset): { name: string; id: string } {
  if (isUuid(id)) return { name, id };
  throw invalid('/after', 'must be a nextCursor of this list');
}
