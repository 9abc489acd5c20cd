import { Type } from 'typebox';
import { selectCallsTo } from '../../connectivity/carrier-orders/index.ts';
import { readPlace } from '../../platform/http/paging.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { aListedCall, ListedCallSchema, showListedCall } from './order-schemas.ts';

/** Declares the list of the calls to a carrier. */
export function declareCalls(routes: Routes): void {
  routes.list(
    '/operator/carrier-calls',
    {
      id: 'listCarrierCalls',
      scope: 'assist',
      tag: 'Operator: carriers',
      summary: 'List calls to a carrier',
      description:
        'Returns every call to a carrier or an SM-DP+ of the last 30 days, the latest first, ' +
        'also those about no order: for prices, the catalogue, the balance, a token. Questions ' +
        'for usage are kept for 3 days. A call is listed within a second after it ended.',
      title: 'CarrierCalls',
      filters: Type.Object({
        carrier: Type.String({
          maxLength: 64,
          description: 'The carrier, or the name of an SM-DP+.',
          examples: ['esim-access'],
        }),
        failed: Type.Optional(
          Type.Boolean({ description: 'With `true`, only calls that were not done.' }),
        ),
        withoutOrder: Type.Optional(
          Type.Boolean({
            description: 'With `true`, only calls about no order, without questions for usage.',
          }),
        ),
      }),
      item: ListedCallSchema,
      exampleItem: aListedCall,
      keys: 2,
      keysetOf: ({ calledAt, id }) => [calledAt.toISOString(), id],
      show: showListedCall,
    },
    ({ db }, { filters, after, limit }) =>
      selectCallsTo(db, { ...filters, behind: after && readPlace(after), limit }),
  );
}
