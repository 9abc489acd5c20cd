// Orders at carriers in the API.
import { Type } from 'typebox';
import {
  aChoice,
  type KeptCall,
  type ListedOrder,
  ORDER_STATES,
  orderIdOf,
  REQUEST_STATES,
  REQUEST_VERBS,
  SourceChoices,
} from '../../connectivity/carrier-orders/index.ts';
import { answer, described, Id, nullable, oneOf } from '../../platform/http/schemas.ts';
import { toDecimal } from '../routing/index.ts';
import type { SupplierList } from './list-at-supplier.ts';
import type { OrderWithCalls } from './settle-by-hand.ts';

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
  reason: orNull(
    'Why it ended without a delivery: the code of the refusal. `package_failed` for a top-up ' +
      'that was delivered after its package had failed.',
  ),
  detail: orNull("What happened last, in the carrier's words."),
  isSpare: Type.Boolean({
    description: 'Whether its eSIM came after the package had failed and waits for another sale.',
  }),
  createdAt: time('When the package was sold.'),
  sentAt: timeOrNull('When the order was first sent.'),
  endedAt: timeOrNull('When its outcome became final.'),
  nextAt: timeOrNull('When it is looked at next.'),
  asksSince: timeOrNull('Since when it waits for a person, who settles it.'),
  refundOpenSince: timeOrNull(
    'Since when the carrier has to decide about a refund that it was asked for; `null` otherwise.',
  ),
};
export const OrderSchema = answer('CarrierOrder', orderFields);

const callFields = {
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
};
const CallSchema = answer('CarrierCall', callFields);
/** A call in the list of all calls to a carrier. */
export const ListedCallSchema = answer('ListedCarrierCall', {
  id: described(Id, 'The ID of the call.'),
  carrier: text('The carrier, or the SM-DP+, that was called.'),
  orderId: described(nullable(Id), 'The order that it was about; `null` for none.'),
  method: text('The HTTP method.'),
  path: text('The path, with its query.'),
  ...callFields,
});
const RequestSchema = answer('CarrierRequest', {
  id: described(Id, 'The ID of the request.'),
  verb: oneOf(REQUEST_VERBS, { description: 'What the carrier was asked for.' }),
  state: oneOf(REQUEST_STATES, {
    description:
      '`WAITING` for a worker, `ASKING` meanwhile, `DONE`, `REFUSED`, or `UNKNOWN` if the answer ' +
      'to what must not be asked twice was lost.',
  }),
  outcome: described(
    nullable(oneOf(['refunded', 'revoked', 'requested', 'declined'])),
    'What cancelling brought: the money, nothing, a refund that the carrier decides about, or ' +
      'its refusal of that.',
  ),
  supplierRequest: orNull("The carrier's number of the refund that it was asked for."),
  returnedAmount: described(
    nullable(Type.Number({ examples: [0.53] })),
    'What the carrier gave back; `null` if nothing, or if that is not known yet.',
  ),
  returnedCurrency: described(
    nullable(Type.String({ pattern: '^[A-Z]{3}$', examples: ['USD'] })),
    'The currency of what it gave back.',
  ),
  detail: orNull('Why it is not done.'),
  createdAt: time('When it was asked for.'),
  endedAt: timeOrNull('When it ended.'),
  settledAt: timeOrNull('When a person recorded what the carrier decided about the refund.'),
  settledNote: orNull('What that person noted.'),
  isRefundOpen: Type.Boolean({
    description:
      'Whether the carrier has still to decide about the refund: it was asked for one, or may ' +
      'have been when its answer was lost. `settle-refund` records the decision.',
  }),
});
export const OrderDetailSchema = answer('CarrierOrderDetail', {
  ...orderFields,
  choices: SourceChoices,
  requests: Type.Array(RequestSchema, {
    description: 'What the carrier was asked about the delivered eSIM, oldest first.',
  }),
  calls: Type.Array(CallSchema, { description: 'Every call about the order, oldest first.' }),
});

export const anOrder = {
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
  refundOpenSince: null,
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
export const aListedCall = {
  id: '0195f1c2-8e7a-7000-9d6e-3f1a2b4c5d72',
  carrier: 'esim-access',
  orderId: null,
  method: 'POST',
  path: '/api/v1/open/balance/query',
  ...aCall,
  ...{ verb: 'balance', outcome: 'done', httpStatus: 200, durationMs: 212, detail: null },
  ...{ request: '{}', answer: '{"success":"true","errorCode":"0","obj":{"balance":12045000}}' },
};
export const anOrderWithCalls = { ...anOrder, choices: [aChoice], requests: [], calls: [aCall] };

const ListedSchema = answer('SupplierOrder', {
  supplierOrder: orNull("The carrier's number; `null` for a top-up that it gives none."),
  item: orNull("The carrier's code of what was ordered."),
  reference: orNull('The reference of whoever ordered, at carriers that keep one.'),
  iccid: described(nullable(Type.String({ examples: ['8943108165017013118'] })), 'The eSIM.'),
  createdAt: timeOrNull('When the carrier made the order.'),
  orderId: described(nullable(Id), 'The order of ours that it belongs to; `null` for none.'),
  isLikely: Type.Boolean({
    description:
      'Whether it may be this order: it has its reference, or its item where the carrier keeps ' +
      'no references, and belongs to no other order.',
  }),
});
export const SupplierOrdersSchema = answer('SupplierOrders', {
  carrier: text('The carrier.'),
  items: Type.Array(ListedSchema, {
    description: 'At most 100 orders, those that may be this order first, then the nearest.',
  }),
  failure: orNull("Why the carrier's list could not be read; then there are no items."),
});

export const someSupplierOrders = {
  carrier: 'esim-go',
  items: [
    {
      supplierOrder: 'go-00000012',
      item: 'esim_1GB_7D_AT_V2',
      reference: null,
      iccid: '8943108165017013118',
      createdAt: '2026-04-30T09:55:37.112Z',
      orderId: null,
      isLikely: true,
    },
  ],
  failure: null,
};

export function showOrder(order: ListedOrder) {
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
    refundOpenSince: order.refundOpenSince?.toISOString() ?? null,
  };
}

type ShownCall = OrderWithCalls['calls'][number];

function showCall<Call extends ShownCall>({ end, calledAt, ...call }: Call) {
  return { ...call, outcome: end, calledAt: calledAt.toISOString() };
}

export function showListedCall({ reference, ...call }: KeptCall) {
  return { ...showCall(call), orderId: orderIdOf(reference) };
}

export function showWithCalls({ calls, requests, ...order }: OrderWithCalls) {
  const shown = calls.map(showCall);
  const asked = requests.map((one) => ({
    id: one.id,
    verb: one.verb,
    state: one.state,
    outcome: one.outcome,
    supplierRequest: one.supplierRequest,
    returnedAmount:
      one.returnedTenThousandths === null ? null : toDecimal(one.returnedTenThousandths),
    returnedCurrency: one.returnedCurrency,
    detail: one.detail,
    createdAt: one.createdAt.toISOString(),
    endedAt: one.endedAt?.toISOString() ?? null,
    settledAt: one.settledAt?.toISOString() ?? null,
    settledNote: one.settledNote,
    isRefundOpen: one.isRefundOpen,
  }));
  const detail = { choices: [...order.choices], requests: asked, calls: shown };
  const refundOpenSince = requests.find(({ isRefundOpen }) => isRefundOpen)?.createdAt ?? null;
  return { ...showOrder({ ...order, refundOpenSince }), ...detail };
}

export function showSupplierList({ items, ...list }: SupplierList) {
  const shown = items.map(({ order, createdAt, ...one }) => ({
    ...one,
    supplierOrder: order,
    createdAt: createdAt?.toISOString() ?? null,
  }));
  return { ...list, items: shown };
}
