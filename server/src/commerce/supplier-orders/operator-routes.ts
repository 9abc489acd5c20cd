// Schemas of orders at carriers, with thin handlers.
import { Type } from 'typebox';
import {
  aChoice,
  type CarrierOrder,
  listOrders,
  ORDER_STATES,
  SourceChoices,
} from '../../connectivity/carrier-orders/index.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, described, Id, nullable, oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { type OrderWithCalls, readOrder, settleByHand } from './settle-by-hand.ts';

const PATH = '/operator/carrier-orders';
const tag = 'Operator: carriers';
const params = Type.Object({ id: described(RequestId, 'The ID of the order.') });

const Time = Type.String({ format: 'date-time' });
const time = (description: string) => Type.String({ format: 'date-time', description });
const text = (description: string) => Type.String({ description });
const orNull = (description: string) => described(nullable(Type.String()), description);
const timeOrNull = (description: string) => described(nullable(Time), description);

const orderFields = {
  id: described(Id, 'The ID of the order.'),
  accountId: described(Id, 'The account that sold the package.'),
  activatedItemUid: described(Id, 'The package that is ordered.'),
  dataPlanId: described(Id, 'The data plan of the package.'),
  carrier: text('The carrier that is ordered from.'),
  kind: oneOf(['profile', 'top_up'], { description: 'A new eSIM, or data for one.' }),
  state: oneOf(ORDER_STATES, {
    description:
      '`QUEUED` before it is sent; `SENT` while the carrier delivers; `UNKNOWN` without an ' +
      'answer; then `DELIVERED`, `REFUSED`, or `EXPIRED` if the package failed first.',
  }),
  item: orNull("The carrier's code of what is ordered; `null` until it was sent."),
  supplierOrder: orNull("The carrier's number of the order."),
  iccid: described(
    nullable(Type.String({ examples: ['8997212330099184891'] })),
    'The eSIM that was delivered or is topped up.',
  ),
  attempts: Type.Integer({ description: 'How often the order was sent.' }),
  reason: orNull('Why it ended without a delivery: the code of the refusal.'),
  detail: orNull("What happened last, in the carrier's words."),
  isSpare: Type.Boolean({
    description: 'Whether its eSIM came after the package had failed and waits for another sale.',
  }),
  createdAt: time('When the package was sold.'),
  sentAt: timeOrNull('When the order was first sent.'),
  endedAt: timeOrNull('When its outcome became final.'),
  nextAt: timeOrNull('When it is looked at next.'),
  asksSince: timeOrNull('Since when it waits for a person, who settles it.'),
};
const OrderSchema = answer('CarrierOrder', orderFields);

const CallSchema = answer('CarrierCall', {
  verb: text('What was asked, such as `order` or `find`.'),
  outcome: oneOf(['done', 'refused', 'retry_later', 'unknown'], {
    description: 'How the call ended.',
  }),
  httpStatus: described(nullable(Type.Integer()), 'The HTTP status; `null` without an answer.'),
  durationMs: Type.Integer({ description: 'How long it took, in milliseconds.' }),
  detail: orNull('Why the call was not done.'),
  request: orNull('The request, without secrets and activation codes.'),
  answer: orNull('The answer, without secrets and activation codes.'),
  calledAt: time('When the call ended.'),
});
const OrderDetailSchema = answer('CarrierOrderDetail', {
  ...orderFields,
  choices: SourceChoices,
  calls: Type.Array(CallSchema, { description: 'Every call about the order, oldest first.' }),
});

const anOrder = {
  id: '0195f1c2-8e7a-7000-9d6e-3f1a2b4c5d6e',
  accountId: '0195f1c2-8e7a-7000-9d6e-3f1a2b4c5d6f',
  activatedItemUid: '0195f1c2-8e7a-7000-9d6e-3f1a2b4c5d70',
  dataPlanId: '0195f1c2-8e7a-7000-9d6e-3f1a2b4c5d71',
  carrier: 'esim-access',
  kind: 'profile',
  state: 'UNKNOWN',
  item: 'AT_1_7',
  supplierOrder: null,
  iccid: null,
  attempts: 1,
  reason: null,
  detail: 'The server took longer than 15 s.',
  isSpare: false,
  createdAt: '2026-04-30T09:55:36.430Z',
  sentAt: '2026-04-30T09:55:36.812Z',
  endedAt: null,
  nextAt: '2026-04-30T10:05:36.812Z',
  asksSince: '2026-04-30T10:00:36.812Z',
};
const aCall = {
  verb: 'order',
  outcome: 'unknown',
  httpStatus: null,
  durationMs: 15_000,
  detail: 'The server took longer than 15 s.',
  request: '{"transactionId":"0195f1c28e7a70009d6e3f1a2b4c5d6e"}',
  answer: null,
  calledAt: '2026-04-30T09:55:51.812Z',
};
const anOrderWithCalls = { ...anOrder, choices: [aChoice], calls: [aCall] };

/** Declares the operator's routes of orders at carriers. */
export function registerSupplierOrderRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareReads(routes);
  declareSettle(routes);
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
        "looked for under the carrier's number, and delivered.",
      params,
      body: Type.Object({
        outcome: oneOf(['PLACED', 'NOT_PLACED'], {
          description: 'Whether the carrier has the order.',
        }),
        supplierOrder: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 100,
            description: "The carrier's number of the order; required with `PLACED`.",
            examples: ['B2604300955360001'],
          }),
        ),
      }),
      answer: OrderDetailSchema,
      example: anOrderWithCalls,
      refusals: ['invalid_request', 'carrier_order_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body: { outcome, supplierOrder } }) => {
      if (outcome === 'NOT_PLACED') {
        return showWithCalls(await settleByHand(scope, { id, outcome: 'not_placed' }));
      }
      if (supplierOrder === undefined) throw invalid('/supplierOrder', 'is required with PLACED');
      return showWithCalls(await settleByHand(scope, { id, outcome: 'placed', supplierOrder }));
    },
  );
}

function showOrder(order: CarrierOrder) {
  return {
    id: order.id,
    accountId: order.accountId,
    activatedItemUid: order.activatedItemId,
    dataPlanId: order.dataPlanId,
    carrier: order.carrier,
    kind: order.kind,
    state: order.state,
    item: order.item,
    supplierOrder: order.supplierOrder,
    iccid: order.iccid,
    attempts: order.attempts,
    reason: order.reason,
    detail: order.detail,
    isSpare: order.isSpare,
    createdAt: order.createdAt.toISOString(),
    sentAt: order.sentAt?.toISOString() ?? null,
    endedAt: order.endedAt?.toISOString() ?? null,
    nextAt: order.nextAt?.toISOString() ?? null,
    asksSince: order.asksSince?.toISOString() ?? null,
  };
}

function showWithCalls({ calls, ...order }: OrderWithCalls) {
  const shown = calls.map(({ end, calledAt, ...call }) => ({
    ...call,
    outcome: end,
    calledAt: calledAt.toISOString(),
  }));
  return { ...showOrder(order), choices: [...order.choices], calls: shown };
}
