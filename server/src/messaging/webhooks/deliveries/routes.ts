import { Type } from 'typebox';
import { readIdCursor, toCursorPage } from '../../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../../platform/http/routes.ts';
import { cursorQuery, oneOf, RequestId } from '../../../platform/http/schemas.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import type { WriteParts } from '../../../platform/http/write.ts';
import { readWebhookName } from '../endpoints/refuse-webhook.ts';
import {
  aDelivery,
  aDeliveryDetail,
  DeliveriesSchema,
  DeliveryDetailSchema,
  ReplayedSchema,
  ReplayInput,
} from '../schemas.ts';
import { DELIVERY_STATUSES, showDelivery, showDetail } from './delivery.ts';
import { requireDelivery, selectDeliveries } from './delivery-store.ts';
import { MAX_REPLAYED, replayDeliveries } from './replay-deliveries.ts';
import { replayDelivery } from './replay-delivery.ts';

const DeliveryParams = Type.Object({ id: RequestId });

/** The delivery log, and sending deliveries again. */
export function registerDeliveryRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareReads(routes);
  declareReplays(routes);
}

function declareReads(routes: Routes): void {
  routes.read(
    '/gigastore/webhooks/deliveries',
    {
      id: 'listDeliveries',
      scope: 'read',
      tag: 'Webhooks',
      summary: 'List deliveries',
      description: 'Newest first. Times are real times, also if the account has its own clock.',
      querystring: Type.Object({
        event: Type.Optional(
          Type.String({
            maxLength: 64,
            description: 'Only deliveries of this endpoint.',
            examples: ['esim-status'],
          }),
        ),
        status: Type.Optional(
          oneOf(DELIVERY_STATUSES, { description: 'Only deliveries with this status.' }),
        ),
        ...cursorQuery,
      }),
      answer: DeliveriesSchema,
      example: { items: [aDelivery], nextCursor: null },
    },
    async ({ db, accountId }, { query: { event, status, ...paging } }) => {
      const { limit, after: below } = readIdCursor(paging);
      const asked = { filter: { event: readWebhookName(event), status }, below, limit: limit + 1 };
      const deliveries = await selectDeliveries(db, accountId, asked);
      return toCursorPage(deliveries.map(showDelivery), limit, ({ id }) => [id]);
    },
  );
  routes.read(
    '/gigastore/webhooks/deliveries/:id',
    {
      id: 'getDelivery',
      scope: 'read',
      tag: 'Webhooks',
      summary: 'Retrieve a delivery',
      description: 'Returns the delivery with its body and every attempt.',
      params: DeliveryParams,
      answer: DeliveryDetailSchema,
      example: aDeliveryDetail,
      refusals: ['delivery_not_found'],
    },
    async (scope, { params }) => showDetail(await requireDelivery(scope, params.id)),
  );
}

function declareReplays(routes: Routes): void {
  routes.write(
    'POST /gigastore/webhooks/deliveries/:id/replay',
    {
      id: 'replayDelivery',
      scope: 'manage',
      tag: 'Webhooks',
      summary: 'Resend a delivery',
      description:
        "Sends the delivery to the endpoint's current URL, with the same `webhook-id` and body " +
        'and with retries of its own.',
      params: DeliveryParams,
      answer: DeliveryDetailSchema,
      example: aDeliveryDetail,
      refusals: ['delivery_not_found', 'webhook_not_found', 'invalid_state'],
    },
    async (scope, { params }) => showDetail(await replayDelivery(scope, params)),
  );
  routes.write(
    'POST /gigastore/webhooks/deliveries/replay',
    {
      id: 'replayDeliveries',
      scope: 'manage',
      tag: 'Webhooks',
      summary: 'Resend deliveries',
      description:
        'Resends the deliveries that were created in a time range, oldest first. A date as `to` ' +
        'includes the whole day. Send `status: "failed"` and only `from` to retry everything ' +
        'that has failed since. Pending deliveries and those of deleted or disabled endpoints ' +
        `are left out. One call resends at most ${MAX_REPLAYED}.`,
      body: ReplayInput,
      answer: ReplayedSchema,
      example: { replayed: 12, continueFrom: null },
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => {
      const { replayed, continueFrom } = await replayDeliveries(scope, body);
      return { replayed, continueFrom: continueFrom?.toISOString() ?? null };
    },
  );
}
