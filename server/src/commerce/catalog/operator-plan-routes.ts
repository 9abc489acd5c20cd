import { Type } from 'typebox';
import { readUsd } from '../../kernel/money.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { described, PriceInput, RequestId } from '../../platform/http/schemas.ts';
import { createPlan } from './create-plan.ts';
import { termsBody } from './data-terms-schema.ts';
import {
  aPlan,
  aPlanSummary,
  DataPlanSchema,
  DataPlanSummary,
  planFields,
  readNamePlace,
  showPlan,
  showPlanWithCosts,
} from './operator-schemas.ts';
import { PLAN_COLUMNS } from './plan-columns.ts';
import { selectPlans } from './plan-store.ts';
import { readTerms } from './plan-terms.ts';
import { findPriceList } from './price-list.ts';
import { readPlan } from './read-plan.ts';
import { setPlanCost } from './set-plan-cost.ts';
import { updatePlan } from './update-plan.ts';

const tag = 'Operator: catalogue';
const PLANS = '/operator/data-plans';
const planParams = Type.Object({ id: RequestId });

export function declarePlans(routes: Routes): void {
  routes.list(
    PLANS,
    {
      id: 'listDataPlans',
      scope: 'assist',
      tag,
      summary: 'List data plans',
      description:
        "Returns data plans by name, with today's cost and the price of the default list, or of " +
        'the list that `price_list_id` names. As CSV, it has the columns that ' +
        '`POST /operator/catalogue/import` reads.',
      title: 'DataPlans',
      filters: Type.Object({
        q: Type.Optional(
          Type.String({ maxLength: 255, description: 'Part of the name.', examples: ['europe'] }),
        ),
        country_set: Type.Optional(
          Type.String({ maxLength: 16, description: 'A country set code.', examples: ['EU'] }),
        ),
        carrier: Type.Optional(
          Type.String({ maxLength: 64, description: 'A carrier name.', examples: ['alpine'] }),
        ),
        retired: Type.Optional(Type.Boolean({ description: 'Only retired plans, or none.' })),
        price_list_id: Type.Optional(
          described(RequestId, 'The price list whose prices are returned, if not the default one.'),
        ),
      }),
      refusals: ['price_list_not_found'],
      item: DataPlanSummary,
      exampleItem: aPlanSummary,
      columns: PLAN_COLUMNS,
      keysetOf: ({ name, id }) => [name, id],
      show: showPlan,
    },
    async ({ db }, { filters: { q: words, country_set, carrier, ...asked }, after, limit }) => {
      const page = { limit, after: after && readNamePlace(after) };
      const { retired, price_list_id: id } = asked;
      const priceListId = id === undefined ? undefined : (await findPriceList(db, id)).id;
      const countrySet = country_set?.toUpperCase();
      return selectPlans(db, {
        page,
        filter: { words, countrySet, carrier, retired, priceListId },
      });
    },
  );
  routes.read(
    `${PLANS}/:id`,
    {
      id: 'getDataPlan',
      scope: 'assist',
      tag,
      summary: 'Retrieve a data plan',
      description: 'Returns the plan with its costs, newest first.',
      params: planParams,
      answer: DataPlanSchema,
      example: aPlan,
      refusals: ['data_plan_not_found'],
    },
    async ({ db }, { params }) => showPlanWithCosts(await readPlan(db, params.id)),
  );
}

export function declarePlanChanges(routes: Routes): void {
  const { validityDays, ...required } = planFields;
  routes.write(
    `POST ${PLANS}`,
    {
      id: 'createDataPlan',
      scope: 'operate',
      tag,
      summary: 'Create a data plan',
      description:
        'The plan can be sold once a price list names its price and a reseller offers it. ' +
        'Without `validityDays` the plan never expires. Without `dataType` its data is a single ' +
        'amount. An unlimited plan has a nominal size, which older clients show.',
      body: Type.Object({
        ...required,
        validityDays: Type.Optional(validityDays),
        ...termsBody,
      }),
      answer: DataPlanSchema,
      example: { ...aPlan, wholesalePrice: null, cost: null, costs: [] },
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => {
      const { dataType, dailyBytes, dayTimeZone, fairUse, ...fields } = body;
      const dataTerms = readTerms({ dataType, dailyBytes, dayTimeZone, fairUse }) ?? null;
      const draft = { ...fields, validityDays: body.validityDays ?? null, dataTerms };
      return showPlanWithCosts(await createPlan(scope, draft));
    },
  );
}

const PlanEditBody = Type.Object({
  name: Type.Optional(planFields.name),
  sizeValue: Type.Optional(planFields.sizeValue),
  sizeUnit: Type.Optional(planFields.sizeUnit),
  validityDays: Type.Optional(planFields.validityDays),
  validityUnlimited: Type.Optional(
    Type.Boolean({ description: '`true` makes the plan never expire.' }),
  ),
  countrySet: Type.Optional(planFields.countrySet),
  carrier: Type.Optional(planFields.carrier),
  retired: Type.Optional(Type.Boolean({ description: 'Whether the plan is retired.' })),
  ...termsBody,
});

export function declarePlanEdits(routes: Routes): void {
  routes.write(
    `PUT ${PLANS}/:id`,
    {
      id: 'updateDataPlan',
      scope: 'operate',
      tag,
      summary: 'Update a data plan',
      description:
        'Changes the fields that you send. Resellers list a retired plan as inactive and cannot ' +
        'sell it, not even from stock. Packages that were sold keep what they were sold as. ' +
        '`dataType` replaces `dailyBytes`, `dayTimeZone` and `fairUse` too.',
      params: planParams,
      body: PlanEditBody,
      answer: DataPlanSchema,
      example: { ...aPlan, retiredAt: '2026-04-30T09:55:36.430Z' },
      refusals: ['invalid_request', 'data_plan_not_found'],
    },
    async (scope, { params, body }) => {
      const { validityUnlimited, dataType, dailyBytes, dayTimeZone, fairUse, ...edit } = body;
      const dataTerms = readTerms({ dataType, dailyBytes, dayTimeZone, fairUse });
      const unlimited = validityUnlimited ? { validityDays: null } : {};
      return showPlanWithCosts(
        await updatePlan(scope, { ...edit, ...unlimited, dataTerms, id: params.id }),
      );
    },
  );
  routes.write(
    `PUT ${PLANS}/:id/cost`,
    {
      id: 'setPlanCost',
      scope: 'operate',
      tag,
      summary: 'Set the cost of a data plan',
      description:
        'Sets what the carrier charges from the day `validFrom` (UTC, today by default) until a ' +
        'later day that has a cost. Reports use the cost of the day of the sale.',
      params: planParams,
      body: Type.Object({
        cost: described(PriceInput, 'What the carrier charges for one package.'),
        validFrom: Type.Optional(
          Type.String({
            format: 'date',
            description: 'The first day on which the cost counts, in UTC.',
            examples: ['2026-01-01'],
          }),
        ),
      }),
      answer: DataPlanSchema,
      example: aPlan,
      refusals: ['invalid_request', 'data_plan_not_found'],
    },
    async (scope, { params, body }) => {
      const change = { validFrom: body.validFrom, costMinor: readUsd(body.cost, '/cost') };
      return showPlanWithCosts(await setPlanCost(scope, { id: params.id, ...change }));
    },
  );
}
