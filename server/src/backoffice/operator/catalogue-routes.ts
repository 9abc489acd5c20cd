import { Type } from 'typebox';
import {
  listPlans,
  listPriceLists,
  readPlan,
  readPriceList,
} from '../../commerce/catalog/index.ts';
import { isUuid } from '../../kernel/ids.ts';
import { readUsd } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import { operation } from '../../platform/http/operation.ts';
import { readCursor, toCursorPage } from '../../platform/http/paging.ts';
import {
  cursorPage,
  cursorQuery,
  oneOf,
  PriceInput,
  RequestId,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { write } from '../../platform/http/write.ts';
import { addPlan, addPriceList, changeCost, changePrice, retirePlan } from './catalogue-changes.ts';
import type { OperatorParts } from './parts.ts';
import {
  aPlan,
  aPlanSummary,
  aPriceList,
  aPriceListSummary,
  DataPlanSchema,
  DataPlanSummary,
  PriceListSchema,
  PriceListSummary,
} from './schemas.ts';
import { showPlan, showPlanWithCosts, showPriceList, showPrices } from './show-catalogue.ts';

const TAG = 'Operator: catalogue';
const LISTS = '/operator/price-lists';
const PLANS = '/operator/data-plans';
const Named = Type.Object({ id: RequestId });
const Name = Type.String({ minLength: 1, maxLength: 255, examples: ['Partners 2026'] });

/** What is sold, and for how much. */
export function registerCatalogueRoutes(app: App, parts: OperatorParts): void {
  registerPriceLists(app, parts);
  registerPriceChanges(app, parts);
  registerPlans(app, parts);
  registerNewPlans(app, parts);
  registerPlanChanges(app, parts);
}

/** The place of a list by name. */
function readNameCursor(query: { limit?: number; after?: string }) {
  const { limit, after: [name = '', id = ''] = [] } = readCursor(query, 2);
  if (query.after === undefined) return { limit, after: undefined };
  if (!isUuid(id)) throw invalid('/after', 'must be a nextCursor of this list');
  return { limit, after: { name, id } };
}

function registerPriceLists(app: App, { db }: OperatorParts): void {
  app.get(
    LISTS,
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'listPriceLists',
        tag: TAG,
        summary: 'List the price lists',
        description: 'By name. What a list does not name costs what the default list says.',
        querystring: Type.Object(cursorQuery),
        answer: cursorPage('PriceLists', PriceListSummary),
        example: { items: [aPriceListSummary], nextCursor: null },
      }),
    },
    async ({ query }) => {
      const { limit, after } = readNameCursor(query);
      const lists = await listPriceLists(db, { limit: limit + 1, after });
      const page = toCursorPage(lists, limit, ({ name, id }) => [name, id]);
      return { ...page, items: page.items.map(showPriceList) };
    },
  );
  app.get(
    `${LISTS}/:id`,
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'getPriceList',
        tag: TAG,
        summary: 'Read a price list with its prices',
        params: Named,
        answer: PriceListSchema,
        example: aPriceList,
        refusals: ['price_list_not_found'],
      }),
    },
    async ({ params }) => showPrices(await readPriceList(db, params.id)),
  );
}

function registerPriceChanges(app: App, parts: OperatorParts): void {
  app.post(
    LISTS,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'createPriceList',
        tag: TAG,
        summary: 'Make an empty price list',
        body: Type.Object({ name: Name }),
        answer: PriceListSchema,
        example: { ...aPriceList, prices: [] },
        refusals: ['invalid_request'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => showPrices(await addPriceList(scope, request.body))),
  );
  app.put(
    `${LISTS}/:id/prices/:dataPlanId`,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'setWholesalePrice',
        tag: TAG,
        summary: 'Set what a data plan costs by a price list',
        description:
          'From now on. Accounts that offer the plan and pay by this list are told ' +
          '(`price.changed`); packages that are sold keep what they cost.',
        params: Type.Object({ id: RequestId, dataPlanId: RequestId }),
        body: Type.Object({ wholesalePrice: PriceInput }),
        answer: PriceListSchema,
        example: aPriceList,
        refusals: ['invalid_request', 'price_list_not_found', 'data_plan_not_found'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const wholesaleMinor = readUsd(request.body.wholesalePrice, '/wholesalePrice');
        return showPrices(await changePrice(scope, { ...request.params, wholesaleMinor }));
      }),
  );
}

function registerPlans(app: App, { db }: OperatorParts): void {
  app.get(
    PLANS,
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'listDataPlans',
        tag: TAG,
        summary: 'List the data plans',
        description: "By name, with the default list's price and today's cost.",
        querystring: Type.Object(cursorQuery),
        answer: cursorPage('DataPlans', DataPlanSummary),
        example: { items: [aPlanSummary], nextCursor: null },
      }),
    },
    async ({ query }) => {
      const { limit, after } = readNameCursor(query);
      const plans = await listPlans(db, { limit: limit + 1, after });
      const page = toCursorPage(plans, limit, ({ name, id }) => [name, id]);
      return { ...page, items: page.items.map(showPlan) };
    },
  );
  app.get(
    `${PLANS}/:id`,
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'getDataPlan',
        tag: TAG,
        summary: 'Read a data plan with its costs',
        description: 'The costs from the newest day on.',
        params: Named,
        answer: DataPlanSchema,
        example: aPlan,
        refusals: ['data_plan_not_found'],
      }),
    },
    async ({ params }) => showPlanWithCosts(await readPlan(db, params.id)),
  );
}

function registerNewPlans(app: App, parts: OperatorParts): void {
  app.post(
    PLANS,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'createDataPlan',
        tag: TAG,
        summary: 'Add a data plan',
        description:
          'It is for sale once a price list names its price and a reseller offers it. Without ' +
          '`validityDays` it has no end.',
        body: Type.Object({
          name: Type.String({ minLength: 1, maxLength: 255, examples: ['eSIM Europe 1 GB'] }),
          sizeValue: Type.Number({ minimum: 0.001, maximum: 1_000_000, examples: [1] }),
          sizeUnit: oneOf(['MB', 'GB', 'TB']),
          validityDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, examples: [30] })),
          countrySet: Type.String({ maxLength: 16, examples: ['EU'] }),
          carrier: Type.String({ minLength: 1, maxLength: 64, examples: ['alpine'] }),
        }),
        answer: DataPlanSchema,
        example: { ...aPlan, wholesalePrice: null, cost: null, costs: [] },
        refusals: ['invalid_request'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const draft = { ...request.body, validityDays: request.body.validityDays ?? null };
        return showPlanWithCosts(await addPlan(scope, draft));
      }),
  );
}

function registerPlanChanges(app: App, parts: OperatorParts): void {
  app.put(
    `${PLANS}/:id`,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'retireDataPlan',
        tag: TAG,
        summary: 'End the selling of a data plan, or start it again',
        description:
          'A retired plan is shown as inactive and not sold, also from stock. What was sold of ' +
          'it works as before.',
        params: Named,
        body: Type.Object({ retired: Type.Boolean() }),
        answer: DataPlanSchema,
        example: { ...aPlan, retiredAt: '2026-04-30T09:55:36.430Z' },
        refusals: ['data_plan_not_found'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const change = { id: request.params.id, isRetired: request.body.retired };
        return showPlanWithCosts(await retirePlan(scope, change));
      }),
  );
  app.put(
    `${PLANS}/:id/cost`,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'setPlanCost',
        tag: TAG,
        summary: 'Set what the carrier charges for a data plan',
        description:
          'From the day `validFrom` (UTC) on, today when left out, until a later day that has a ' +
          'cost. Reports take the cost of the day of the sale.',
        params: Named,
        body: Type.Object({
          cost: PriceInput,
          validFrom: Type.Optional(Type.String({ format: 'date', examples: ['2026-01-01'] })),
        }),
        answer: DataPlanSchema,
        example: aPlan,
        refusals: ['invalid_request', 'data_plan_not_found'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const { cost, validFrom } = request.body;
        const change = { validFrom, costMinor: readUsd(cost, '/cost') };
        return showPlanWithCosts(await changeCost(scope, { ...request.params, ...change }));
      }),
  );
}
