import { Type } from 'typebox';
import { isUuid } from '../../../kernel/ids.ts';
import { invalid } from '../../../kernel/refusal.ts';
import { operation } from '../../../platform/http/operation.ts';
import { readCursor, toCursorPage } from '../../../platform/http/paging.ts';
import { cursorQuery, oneOf, RequestId } from '../../../platform/http/schemas.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../../platform/http/write.ts';
import { WEBHOOK_EVENTS } from '../endpoints/endpoint.ts';
import {
  aDelivery,
  aDeliveryDetail,
  DeliveriesSchema,
  DeliveryDetailSchema,
  ReplayedSchema,
  ReplayInput,
} from '../schemas.ts';
import { DELIVERY_STATUSES, showDelivery, showDetail } from './delivery.ts';
import { selectDeliveries } from './delivery-store.ts';
import { readDelivery } from './read-delivery.ts';
import { MAX_REPLAYED, replayDeliveries } from './replay-deliveries.ts';
import { replayDelivery } from './replay-delivery.ts';

const DeliveryParams = Type.Object({ id: RequestId });

/** The log of deliveries and what can be done with it. */
export function registerDeliveryRoutes(app: App, parts: WriteParts): void {
  listRoute(app, parts);
  readRoute(app, parts);
  replayRoute(app, parts);
  replayRangeRoute(app, parts);
}

function listRoute(app: App, { db }: WriteParts): void {
  app.get(
    '/gigastore/webhooks/deliveries',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listWebhookDeliveries',
        tag: 'Webhooks',
        summary: 'List deliveries',
        description: 'Newest first, in real time also where the account has a clock of its own.',
        querystring: Type.Object({
          event: Type.Optional(oneOf(WEBHOOK_EVENTS)),
          status: Type.Optional(oneOf(DELIVERY_STATUSES)),
          ...cursorQuery,
        }),
        answer: DeliveriesSchema,
        example: { items: [aDelivery], nextCursor: null },
      }),
    },
    async ({ context, query: { event, status, ...paging } }) => {
      const { limit, after: [below] = [] } = readCursor(paging, 1);
      if (below !== undefined && !isUuid(below)) {
        throw invalid('/after', 'must be a nextCursor of this list');
      }
      const asked = { filter: { event, status }, below, limit: limit + 1 };
      const deliveries = await selectDeliveries(db, context.accountId, asked);
      return toCursorPage(deliveries.map(showDelivery), limit, ({ id }) => [id]);
    },
  );
}

function readRoute(app: App, { db }: WriteParts): void {
  app.get(
    '/gigastore/webhooks/deliveries/:id',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getWebhookDelivery',
        tag: 'Webhooks',
        summary: 'Read one delivery with every attempt',
        params: DeliveryParams,
        answer: DeliveryDetailSchema,
        example: aDeliveryDetail,
        refusals: ['delivery_not_found'],
      }),
    },
    async ({ context, params }) =>
      showDetail(await readDelivery({ db, accountId: context.accountId }, params.id)),
  );
}

function replayRoute(app: App, parts: WriteParts): void {
  app.post(
    '/gigastore/webhooks/deliveries/:id/replay',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'replayWebhookDelivery',
        tag: 'Webhooks',
        summary: 'Send a delivery once more',
        description:
          'To the address that its event has now, with the same `webhook-id` and body, and with ' +
          'retries of its own.',
        params: DeliveryParams,
        answer: DeliveryDetailSchema,
        example: aDeliveryDetail,
        refusals: ['delivery_not_found', 'webhook_not_found', 'invalid_state'],
      }),
    },
    ({ params }, reply) =>
      write(parts, reply, async (scope) => showDetail(await replayDelivery(scope, params))),
  );
}

function replayRangeRoute(app: App, parts: WriteParts): void {
  app.post(
    '/gigastore/webhooks/deliveries/replay',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'replayWebhookDeliveries',
        tag: 'Webhooks',
        summary: 'Send the deliveries of a time range once more',
        description:
          'By their `createdAt`, oldest first; a date as `to` includes the whole day. Those ' +
          'still on their way, and those whose address is gone or off, are left out. One call ' +
          `replays ${MAX_REPLAYED} at most.`,
        body: ReplayInput,
        answer: ReplayedSchema,
        example: { replayed: 12, continueFrom: null },
        refusals: ['invalid_request'],
      }),
    },
    ({ body }, reply) =>
      write(parts, reply, async (scope) => {
        const { replayed, continueFrom } = await replayDeliveries(scope, body);
        return { replayed, continueFrom: continueFrom?.toISOString() ?? null };
      }),
  );
}
