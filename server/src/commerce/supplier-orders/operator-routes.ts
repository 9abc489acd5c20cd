// Schemas of orders at carriers, with thin handlers.
import { Type } from 'typebox';
import { listOrders, ORDER_STATES } from '../../connectivity/carrier-orders/index.ts';
import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { described, oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { declareCalls } from './call-routes.ts';
import { listAtSupplier } from './list-at-supplier.ts';
import {
  anOrder,
  anOrderWithCalls,
  OrderDetailSchema,
  OrderSchema,
  SupplierOrdersSchema,
  showOrder,
  showSupplierList,
  showWithCalls,
  someSupplierOrders,
} from './order-schemas.ts';
import { declareRequests } from './request-routes.ts';
import { lookAgain, readOrder, settleByHand } from './settle-by-hand.ts';

const PATH = '/operator/carrier-orders';
const tag = 'Operator: carriers';
const params = Type.Object({ id: described(RequestId, 'The ID of the order.') });

/** Declares the operator's routes of orders at carriers. */
export function registerSupplierOrderRoutes(
  app: App,
  parts: WriteParts & { orderingCarriers: readonly OrderingCarrier[] },
): void {
  const routes = routesOf(app, parts);
  declareReads(routes);
  declareSupplierOrders(routes, parts.orderingCarriers);
  declareRequests(routes, parts.orderingCarriers);
  declareSettle(routes);
  declareCalls(routes);
}

function declareReads(routes: Routes): void {
  routes.list(
    PATH,
    {
      id: 'listCarrierOrders',
      scope: 'assist',
      tag,
      summary: 'List orders at carriers',
      description: 'Returns the orders of all accounts at carriers that are called, newest first.',
      title: 'CarrierOrders',
      filters: Type.Object({
        state: Type.Optional(oneOf(ORDER_STATES, { description: 'Only this state.' })),
        carrier: Type.Optional(
          Type.String({ maxLength: 64, description: 'A carrier.', examples: ['esim-access'] }),
        ),
        asks: Type.Optional(
          Type.Boolean({ description: 'Only orders that wait for a person, or none.' }),
        ),
        spare: Type.Optional(
          Type.Boolean({ description: 'Only orders with a spare eSIM, or none.' }),
        ),
        unused: Type.Optional(
          Type.Boolean({
            description:
              'Only orders that the supplier delivered for no package, or none: a top-up after ' +
              'its package had failed, or an eSIM with the ICCID of another one.',
          }),
        ),
        unsettled: Type.Optional(
          Type.Boolean({
            description:
              'Only orders without a known outcome, or none: `UNKNOWN`, and `EXPIRED` while they ' +
              'are looked for.',
          }),
        ),
        refundOpen: Type.Optional(
          Type.Boolean({
            description:
              'Only orders with a refund that the carrier has still to decide about, or none.',
          }),
        ),
      }),
      item: OrderSchema,
      exampleItem: anOrder,
      keys: 1,
      keysetOf: ({ id }) => [id],
      show: showOrder,
    },
    ({ db }, { filters, after: [below] = [], limit }) => {
      if (below !== undefined && !isUuid(below)) {
        throw invalid('/after', 'must be a nextCursor of this list');
      }
      return listOrders(db, { ...filters, ...(below !== undefined && { below }), limit });
    },
  );
  routes.read(
    `${PATH}/:id`,
    {
      id: 'getCarrierOrder',
      scope: 'assist',
      tag,
      summary: 'Retrieve an order at a carrier',
      description:
        'Returns the order, why its source was chosen, and every call about it of the last 30 ' +
        'days.',
      params,
      answer: OrderDetailSchema,
      example: anOrderWithCalls,
      refusals: ['carrier_order_not_found'],
    },
    async ({ db }, { params: { id } }) => showWithCalls(await readOrder(db, id)),
  );
}

function declareSupplierOrders(routes: Routes, carriers: readonly OrderingCarrier[]): void {
  routes.read(
    `${PATH}/:id/supplier-orders`,
    {
      id: 'listSupplierOrders',
      scope: 'assist',
      tag,
      summary: "List the carrier's orders around an order",
      description:
        'Asks the carrier for the orders of 15 minutes before and after this one was sent, also ' +
        'those that were made elsewhere with the same account; for a top-up, those of its eSIM.',
      params,
      answer: SupplierOrdersSchema,
      example: someSupplierOrders,
      refusals: ['carrier_order_not_found'],
    },
    async ({ db }, { params: { id } }) =>
      showSupplierList(await listAtSupplier(db, { id, carriers })),
  );
}

function declareSettle(routes: Routes): void {
  routes.write(
    `POST ${PATH}/:id/settle`,
    {
      id: 'settleCarrierOrder',
      scope: 'operate',
      tag,
      summary: 'Settle an order at a carrier',
      description:
        'For an order whose outcome is not known. Look at the carrier first. With `NOT_PLACED` ' +
        'the order is refused, and its package fails if it is still pending. With `PLACED` it is ' +
        "looked for under the carrier's number, and delivered; a top-up to which the carrier " +
        'gives no number is delivered at once. With `LOOK_AGAIN` a worker looks at the carrier ' +
        'now. An order that somebody settled first, or that a worker has at this moment, is ' +
        'refused; so is `NOT_PLACED` within a minute of its last sending, because the carrier ' +
        'may still be making the order.',
      params,
      body: Type.Object({
        outcome: oneOf(['PLACED', 'NOT_PLACED', 'LOOK_AGAIN'], {
          description: 'Whether the carrier has the order, or is to be asked again.',
        }),
        supplierOrder: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 100,
            description:
              "The carrier's number of the order; required with `PLACED` for a new eSIM.",
            examples: ['B2604300955360001'],
          }),
        ),
      }),
      answer: OrderDetailSchema,
      example: anOrderWithCalls,
      refusals: ['invalid_request', 'carrier_order_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body: { outcome, supplierOrder = null } }) => {
      if (outcome === 'LOOK_AGAIN') return showWithCalls(await lookAgain(scope, { id }));
      const finding =
        outcome === 'PLACED'
          ? ({ outcome: 'placed', supplierOrder } as const)
          : ({ outcome: 'not_placed' } as const);
      return showWithCalls(await settleByHand(scope, { id, ...finding }));
    },
  );
}
