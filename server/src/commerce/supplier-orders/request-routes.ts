// What a carrier is asked about an eSIM that it delivered, with thin handlers.
import { Type } from 'typebox';
import { REQUEST_VERBS } from '../../connectivity/carrier-orders/index.ts';
import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { described, oneOf, RequestId } from '../../platform/http/schemas.ts';
import { askSupplier, readEsimAtSupplier } from './ask-supplier.ts';
import { anEsimAtCarrier, EsimAtCarrierSchema, showEsimAtCarrier } from './esim-schema.ts';
import { anOrderWithCalls, OrderDetailSchema, showWithCalls } from './order-schemas.ts';
import { settleRefund } from './settle-refund.ts';

const PATH = '/operator/carrier-orders';
const tag = 'Operator: carriers';
/** No eSIM costs more. */
const MOST_RETURNED = 1_000_000;
const params = Type.Object({ id: described(RequestId, 'The ID of the order.') });

/** Declares the routes of the eSIM of an order. */
export function declareRequests(routes: Routes, carriers: readonly OrderingCarrier[]): void {
  routes.read(
    `${PATH}/:id/esim`,
    {
      id: 'getEsimAtCarrier',
      scope: 'assist',
      tag,
      summary: 'Retrieve an eSIM at its carrier',
      description: 'Asks the carrier how the eSIM of an order is, and what and where it has used.',
      params,
      answer: EsimAtCarrierSchema,
      example: anEsimAtCarrier,
      refusals: ['carrier_order_not_found'],
    },
    async ({ db }, { params: { id } }) =>
      showEsimAtCarrier(await readEsimAtSupplier(db, { id, carriers })),
  );
  declareRefunds(routes);
  routes.write(
    `POST ${PATH}/:id/requests`,
    {
      id: 'createCarrierRequest',
      scope: 'operate',
      tag,
      summary: 'Create a request to a carrier',
      description:
        'Asks the carrier to cancel, suspend, resume or replace the eSIM of an order, or to send ' +
        'it a text message. A worker asks within seconds; the order shows what became of it. A ' +
        'refund of a package asks to cancel by itself, and so does the suspension of an eSIM.',
      params,
      body: Type.Object({
        verb: oneOf([...REQUEST_VERBS, 'replace'], { description: 'What is asked for.' }),
        message: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 500,
            description: 'The text message; required with `sms`, and not used otherwise.',
            examples: ['Welcome to Austria.'],
          }),
        ),
      }),
      answer: OrderDetailSchema,
      example: anOrderWithCalls,
      refusals: ['invalid_request', 'carrier_order_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body: { verb, message } }) => {
      if (verb === 'sms' && message === undefined)
        throw invalid('/message', 'is required with sms');
      const text = verb === 'sms' ? message : undefined;
      return showWithCalls(await askSupplier(scope, { id, verb, message: text, carriers }));
    },
  );
}

function declareRefunds(routes: Routes): void {
  routes.write(
    `POST ${PATH}/:id/settle-refund`,
    {
      id: 'settleCarrierRefund',
      scope: 'operate',
      tag,
      summary: 'Settle a refund at a carrier',
      description:
        'Records what the carrier decided about the refund that it was asked for, where it tells ' +
        'that to people only, such as by mail. The order has a request to `cancel` with the ' +
        'outcome `requested`, or with the state `UNKNOWN`. Nothing is asked of the carrier, and ' +
        'the first record counts.',
      params,
      body: Type.Object({
        outcome: oneOf(['refunded', 'declined'], { description: 'What the carrier decided.' }),
        returnedAmount: Type.Optional(
          Type.Number({
            minimum: 0,
            maximum: MOST_RETURNED,
            description: 'What the carrier gave back; required with `refunded`.',
            examples: [3.6],
          }),
        ),
        returnedCurrency: Type.Optional(
          Type.String({
            pattern: '^[A-Z]{3}$',
            description: 'Its currency; USD unless given.',
            examples: ['USD'],
          }),
        ),
        note: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 500,
            description: 'What else the carrier said.',
            examples: ['Credited on 2026-05-03.'],
          }),
        ),
      }),
      answer: OrderDetailSchema,
      example: anOrderWithCalls,
      refusals: ['invalid_request', 'carrier_order_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body }) => {
      const { outcome, returnedAmount: amount, returnedCurrency: currency = 'USD', note } = body;
      if (outcome === 'refunded' && amount === undefined) {
        throw invalid('/returnedAmount', 'is required with refunded');
      }
      const returned =
        outcome === 'refunded' && amount !== undefined
          ? { tenThousandths: BigInt(Math.round(amount * 10_000)), currency }
          : null;
      return showWithCalls(await settleRefund(scope, { id, returned, note: note ?? null }));
    },
  );
}
