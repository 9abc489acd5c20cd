import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Keyset } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, described, Id, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import {
  DELIVERY_STATES,
  selectTroubledDeliveries,
  type TroubledDelivery,
} from './delivery-store.ts';
import {
  ENDPOINT_STATES,
  selectTroubledEndpoints,
  type TroubledEndpoint,
} from './endpoint-store.ts';
import { placeById } from './place.ts';
import { retryDeliveries, retryEndpoints } from './retry.ts';
import {
  Attempts,
  anAccountId,
  anId,
  at,
  LastError,
  MAX_RETRIED,
  MaybeWhen,
  maybe,
  OrganizationFilter,
  RetriedSchema,
  showRetried,
  someone,
  someRetried,
  TAG as tag,
  text,
  When,
  whose,
} from './schemas.ts';

const ENDPOINTS = '/operator/webhook-endpoints';
const DELIVERIES = '/operator/webhook-deliveries';
const event = text('The event that the endpoint was set for, or its ID.');
const url = 'https://shop.example/hooks';
const lastError = 'The certificate has expired.';

const EndpointSchema = answer('TroubledEndpoint', {
  ...whose,
  event,
  url: text('The URL that receives the deliveries.'),
  state: oneOf(ENDPOINT_STATES, {
    description: '`failing` if every attempt fails, `disabled` if the platform gave it up.',
  }),
  since: When('Since when the endpoint has failed, or has been disabled.'),
  lastError: LastError,
  disabledReason: maybe(Type.String(), 'Why the endpoint was disabled.'),
  undelivered: Type.Integer({ description: 'Deliveries that wait or failed, at most 1,000.' }),
});
const anEndpoint = {
  ...someone,
  ...{ event: 'esim-status', url, state: 'failing', since: at, lastError },
  ...{ disabledReason: null, undelivered: 12 },
};
const DeliverySchema = answer('TroubledDelivery', {
  ...whose,
  id: described(Id, 'The ID of the delivery.'),
  event,
  url: text('The URL of the last attempt, or of the first one to come.'),
  state: oneOf(DELIVERY_STATES, {
    description: '`late` if it waits, five minutes after the event or longer.',
  }),
  createdAt: When('When the event was queued for the endpoint.'),
  nextAttemptAt: MaybeWhen('When the next attempt is due; `null` after the last one.'),
  attempts: Attempts,
  lastError: LastError,
});
const aDelivery = {
  ...someone,
  ...{ id: anId, event: 'esim-status', url, state: 'failed', createdAt: at, nextAttemptAt: null },
  ...{ attempts: 12, lastError },
};

/** Webhook endpoints and deliveries of all accounts that need somebody. */
export function registerTroubledWebhookRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareEndpoints(routes);
  declareDeliveries(routes);
  declareRetries(routes);
}

function declareEndpoints(routes: Routes): void {
  routes.list(
    ENDPOINTS,
    {
      id: 'listTroubledEndpoints',
      scope: 'assist',
      tag,
      summary: 'List failing webhook endpoints',
      description: 'Returns failing and disabled endpoints of all accounts, the latest first.',
      title: 'TroubledEndpoints',
      filters: Type.Object({
        state: Type.Optional(
          oneOf(ENDPOINT_STATES, { description: 'Only endpoints in this state.' }),
        ),
        organization_id: OrganizationFilter,
      }),
      item: EndpointSchema,
      exampleItem: anEndpoint,
      keys: 3,
      keysetOf: ({ since, accountId, event: name }) => [since.toISOString(), accountId, name],
      show: (endpoint: TroubledEndpoint) => ({ ...endpoint, since: endpoint.since.toISOString() }),
    },
    ({ db }, { filters: { state, organization_id: organizationId }, after, limit }) =>
      selectTroubledEndpoints(db, {
        ...{ state, organizationId, limit },
        behind: after && toPlace(after),
      }),
  );
}

/** Throws if a client has made the cursor up. */
function toPlace([time = '', accountId = '', name = '']: Keyset) {
  const since = new Date(time);
  if (Number.isNaN(since.getTime()) || !isUuid(accountId)) {
    throw invalid('/after', 'must be a nextCursor of this list');
  }
  return { since, accountId, event: name };
}

function declareDeliveries(routes: Routes): void {
  routes.list(
    DELIVERIES,
    {
      id: 'listTroubledDeliveries',
      scope: 'assist',
      tag,
      summary: 'List late and failed deliveries',
      description:
        'Returns deliveries of all accounts that failed, or that have waited for five minutes ' +
        'or longer, the newest first.',
      title: 'TroubledDeliveries',
      filters: Type.Object({
        state: Type.Optional(
          oneOf(DELIVERY_STATES, { description: 'Only deliveries in this state.' }),
        ),
        organization_id: OrganizationFilter,
      }),
      item: DeliverySchema,
      exampleItem: aDelivery,
      keys: 1,
      keysetOf: ({ id }) => [id],
      show: showDelivery,
    },
    ({ db }, { filters: { state, organization_id: organizationId }, after, limit }) =>
      selectTroubledDeliveries(db, { state, organizationId, below: placeById(after), limit }),
  );
}

function showDelivery({ createdAt, nextAttemptAt, ...delivery }: TroubledDelivery) {
  return {
    ...delivery,
    createdAt: createdAt.toISOString(),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
  };
}

function declareRetries(routes: Routes): void {
  const accountId = Type.String({
    description: 'The ID of the account.',
    maxLength: 64,
    examples: [anAccountId],
  });
  const named = (name: string, example: string) =>
    Type.String({ description: name, maxLength: 64, examples: [example] });
  routes.write(
    `POST ${ENDPOINTS}/retry`,
    {
      id: 'retryTroubledEndpoints',
      scope: 'operate',
      tag,
      summary: 'Retry failing webhook endpoints',
      description:
        'Sends what each endpoint has not received since it fails, at once. The log of the ' +
        'reseller shows it. A disabled endpoint is left to its reseller.',
      body: Type.Object({
        endpoints: Type.Array(
          Type.Object({ accountId, event: named('The `event` of the endpoint.', 'esim-status') }),
          {
            minItems: 1,
            maxItems: MAX_RETRIED,
            description: 'The endpoints to retry.',
            examples: [[{ accountId: anAccountId, event: 'esim-status' }]],
          },
        ),
      }),
      answer: RetriedSchema,
      example: { retried: 1, items: [{ id: 'esim-status', outcome: 'retried' }] },
    },
    async (scope, { body }) => showRetried(await retryEndpoints(scope, body)),
  );
  routes.write(
    `POST ${DELIVERIES}/retry`,
    {
      id: 'retryTroubledDeliveries',
      scope: 'operate',
      tag,
      summary: 'Retry late and failed deliveries',
      description:
        'Sends each delivery again, once, as its reseller could. The log of the reseller shows ' +
        'it. Deliveries that arrived or are due already are left as they are.',
      body: Type.Object({
        deliveries: Type.Array(
          Type.Object({ accountId, id: named('The ID of the delivery.', anId) }),
          {
            minItems: 1,
            maxItems: MAX_RETRIED,
            description: 'The deliveries to retry.',
            examples: [[{ accountId: anAccountId, id: anId }]],
          },
        ),
      }),
      answer: RetriedSchema,
      example: someRetried,
    },
    async (scope, { body }) => showRetried(await retryDeliveries(scope, body)),
  );
}
