import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { readUsd, toPrice, usd } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  cursorPage,
  cursorQuery,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  PriceInput,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { PLANNED_STATES, type PlannedPrice, selectPlannedPrices } from '../catalog/index.ts';
import { cancelPlannedPrice, planPrices } from './plan-prices.ts';

const PATH = '/operator/planned-prices';
const tag = 'Operator: catalogue';
const AN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';
type Parts = WriteParts & { people: { now(): Date } };

const PlannedPriceSchema = answer('PlannedPrice', {
  id: described(Id, 'The ID of the planned price.'),
  priceListId: described(Id, 'The ID of the price list.'),
  dataPlanId: described(Id, 'The ID of the data plan.'),
  name: Type.String({ description: 'The name of the data plan.' }),
  wholesalePrice: described(Price, 'The wholesale price from then on.'),
  effectiveAt: described(Timestamp, 'From when the price holds.'),
  state: oneOf(PLANNED_STATES, { description: 'Whether it is to come, holds, or was cancelled.' }),
  createdBy: Type.String({ description: 'The name of the operator who planned it.' }),
  createdAt: described(Timestamp, 'When it was planned.'),
  endedAt: described(nullable(Timestamp), 'When it was applied or cancelled.'),
});
const aPlannedPrice = {
  ...{ id: AN_ID, priceListId: AN_ID, dataPlanId: AN_ID, name: 'eSIM Europe 1 GB' },
  ...{ wholesalePrice: usd(3.1), effectiveAt: '2027-01-01T00:00:00.000Z', state: 'planned' },
  ...{ createdBy: 'Ada Lovelace', createdAt: '2026-04-30T09:55:36.430Z', endedAt: null },
};

/** Wholesale prices that begin to hold at a later time. */
export function registerPlannedPriceRoutes(app: App, parts: Parts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declarePlanning(routes, parts);
}

function declareList(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listPlannedPrices',
      scope: 'assist',
      tag,
      summary: 'List planned prices',
      description: 'Newest first, also those that were applied or cancelled.',
      querystring: Type.Object({
        ...cursorQuery,
        state: Type.Optional(oneOf(PLANNED_STATES, { description: 'Only those in this state.' })),
        price_list_id: Type.Optional(described(RequestId, 'Only those of this price list.')),
      }),
      answer: cursorPage('PlannedPrices', PlannedPriceSchema),
      example: { items: [aPlannedPrice], nextCursor: null },
    },
    async ({ db }, { query: { state, price_list_id: priceListId, ...paging } }) => {
      const { limit, after: below } = readIdCursor(paging);
      if (priceListId !== undefined && !isUuid(priceListId)) return { items: [], nextCursor: null };
      const asked = { state, priceListId, below, limit: limit + 1 };
      const page = toCursorPage(await selectPlannedPrices(db, asked), limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(show) };
    },
  );
}

const PlanInput = Type.Object({
  effectiveAt: Type.String({
    format: 'date-time',
    description: 'From when the prices hold: later than now, within two years.',
    examples: ['2027-01-01T00:00:00Z'],
  }),
  prices: Type.Array(
    Type.Object({
      dataPlanId: described(RequestId, 'The ID of the data plan.'),
      wholesalePrice: described(PriceInput, 'The wholesale price from then on.'),
    }),
    { minItems: 1, maxItems: 500, description: 'The prices that change.' },
  ),
});

function declarePlanning(routes: Routes, { people }: Parts): void {
  routes.write(
    'POST /operator/price-lists/:id/planned-prices',
    {
      id: 'createPlannedPrices',
      scope: 'operate',
      tag,
      summary: 'Create planned prices',
      description:
        'Changes prices of the list at a later time. Resellers who pay by it and offer the plans ' +
        'are told at once, by email and the event `price.planned`, and their catalogue shows ' +
        '`plannedPrice`. What was planned for the same plans is replaced. A sale is charged the ' +
        'price that holds when it is made.',
      params: Type.Object({ id: RequestId }),
      body: PlanInput,
      answer: answer('CreatedPlannedPrices', {
        items: Type.Array(PlannedPriceSchema, { description: 'The planned prices.' }),
      }),
      example: { items: [aPlannedPrice] },
      refusals: ['invalid_request', 'price_list_not_found'],
    },
    async (scope, { params: { id }, body }) => {
      const effectiveAt = new Date(body.effectiveAt);
      if (Number.isNaN(effectiveAt.getTime())) throw invalid('/effectiveAt', 'must be a time');
      const prices = body.prices.map(({ dataPlanId, wholesalePrice }, index) => ({
        dataPlanId,
        wholesaleMinor: readUsd(wholesalePrice, `/prices/${index}/wholesalePrice`),
      }));
      const given = { ...scope, realNow: people.now() };
      return { items: (await planPrices(given, { id, effectiveAt, prices })).map(show) };
    },
  );
  routes.write(
    `POST ${PATH}/:id/cancel`,
    {
      id: 'cancelPlannedPrice',
      scope: 'operate',
      tag,
      summary: 'Cancel a planned price',
      description: 'The price stays as it is, and resellers who were told of the change are told.',
      params: Type.Object({ id: RequestId }),
      answer: PlannedPriceSchema,
      example: { ...aPlannedPrice, state: 'cancelled', endedAt: '2026-05-30T09:55:36.430Z' },
      refusals: ['planned_price_not_found', 'invalid_state'],
    },
    async (scope, { params: { id } }) =>
      show(await cancelPlannedPrice({ ...scope, realNow: people.now() }, id)),
  );
}

function show(planned: PlannedPrice) {
  return {
    id: planned.id,
    priceListId: planned.priceListId,
    dataPlanId: planned.dataPlanId,
    name: planned.name,
    wholesalePrice: toPrice(planned.wholesaleMinor),
    effectiveAt: planned.effectiveAt.toISOString(),
    state: planned.state,
    createdBy: planned.createdByName,
    createdAt: planned.createdAt.toISOString(),
    endedAt: planned.endedAt?.toISOString() ?? null,
  };
}
