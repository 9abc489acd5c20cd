import { type Static, Type } from 'typebox';
import type { Encryption } from '../../../kernel/encryption.ts';
import { readUsd } from '../../../kernel/money.ts';
import { invalid } from '../../../kernel/refusal.ts';
import { readCursor, toCursorPage } from '../../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../../platform/http/routes.ts';
import {
  cursorPage,
  cursorQuery,
  described,
  oneOf,
  PriceInput,
  RequestId,
} from '../../../platform/http/schemas.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import type { WriteParts } from '../../../platform/http/write.ts';
import { readPurchaseAmount } from '../../billing/index.ts';
import { registerMethodRoutes } from '../methods/routes.ts';
import type { Payments } from '../payments.ts';
import { registerNoticeRoute } from '../providers/notice-routes.ts';
import { declareSandboxPayments } from '../sandbox-routes.ts';
import { cancelPurchase } from './cancel-purchase.ts';
import { METHODS, PURCHASE_STATUSES } from './purchase.ts';
import { listPurchases, readPurchase } from './read-purchase.ts';
import { aPurchase, aTransfer, PurchaseSchema } from './schemas.ts';
import { showPurchase, showPurchases } from './show-purchase.ts';
import { startPurchase } from './start-purchase.ts';

const PATH = '/gigastore/credits/purchases';
const tag = 'Credits';
const params = Type.Object({ id: RequestId });

export type PaymentParts = WriteParts & { payments: Payments; encryption: Encryption };

/** Declares the routes of purchases and payment methods, and of the notices of card providers. */
export function registerPaymentRoutes(app: App, parts: PaymentParts): void {
  const routes = routesOf(app, parts);
  declareCreate(routes, parts);
  declareList(routes);
  declareOne(routes, parts);
  registerMethodRoutes(app, parts);
  declareSandboxPayments(routes, parts);
  registerNoticeRoute(app, parts);
}

const PurchaseBody = Type.Object({
  amount: described(PriceInput, 'The price of the credits without VAT.'),
  method: Type.Optional(oneOf(METHODS, { description: 'Default `card`.', examples: ['card'] })),
  paymentMethodId: Type.Optional(
    Type.String({
      description: 'One of your cards. Default: the default card.',
      examples: ['0199a1b2-71f4-7c1b-8a3d-0123456789ac'],
    }),
  ),
  expectedTotal: Type.Optional(
    described(PriceInput, 'The total with VAT that the buyer has seen. Another total is refused.'),
  ),
});

function declareCreate(routes: Routes, { payments }: PaymentParts): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createCreditPurchase',
      scope: 'billing',
      tag,
      summary: 'Create a purchase of credits',
      description:
        'A purchase by card is `pending` first and is charged a moment later: retrieve it again, ' +
        'or wait for the event `credits.added`. A purchase by bank transfer is ' +
        '`awaiting_transfer` and contains the instructions for the transfer; the credits are ' +
        'added when the money has arrived. A purchase is charged once, however often the request ' +
        'is repeated with the same `Idempotency-Key`.',
      body: PurchaseBody,
      status: 202,
      answer: PurchaseSchema,
      example: aPurchase,
      refusals: [
        'invalid_request',
        'forbidden',
        'billing_details_required',
        'billing_not_set_up',
        'payments_unavailable',
        'payment_method_not_found',
        'payment_method_required',
        'price_mismatch',
        'spend_limit_reached',
      ],
    },
    async (scope, { body }) =>
      showPurchase(scope.db, await startPurchase(scope, { ...readBody(body), payments })),
  );
}

function readBody({ amount, expectedTotal, ...chosen }: Static<typeof PurchaseBody>) {
  if (chosen.method === 'bank_transfer' && chosen.paymentMethodId !== undefined) {
    throw invalid('/paymentMethodId', 'must be omitted with a bank transfer');
  }
  return {
    ...chosen,
    origin: 'manual' as const,
    amountMinor: readPurchaseAmount(amount),
    expectedTotalMinor: expectedTotal && readUsd(expectedTotal, '/expectedTotal'),
  };
}

function declareList(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listCreditPurchases',
      scope: 'read',
      tag,
      summary: 'List purchases of credits',
      description: 'Newest first, by card, by bank transfer, and by automatic top-up.',
      querystring: Type.Object({
        ...cursorQuery,
        status: Type.Optional(oneOf(PURCHASE_STATUSES, { description: 'Only this status.' })),
      }),
      answer: cursorPage('CreditPurchases', PurchaseSchema),
      example: { items: [aPurchase], nextCursor: null },
    },
    async (scope, { query: { status, ...paging } }) => {
      const { limit, after: [after] = [] } = readCursor(paging, 1);
      const purchases = await listPurchases(scope, { limit: limit + 1, after, status });
      const page = toCursorPage(purchases, limit, ({ id }) => [id]);
      return { ...page, items: await showPurchases(scope, page.items) };
    },
  );
}

function declareOne(routes: Routes, { payments }: PaymentParts): void {
  routes.read(
    `${PATH}/:id`,
    {
      id: 'getCreditPurchase',
      scope: 'read',
      tag,
      summary: 'Retrieve a purchase of credits',
      description: 'Returns the purchase with its status, its payment and its invoice number.',
      params,
      answer: PurchaseSchema,
      example: aTransfer,
      refusals: ['purchase_not_found'],
    },
    async (scope, { params: { id } }) => showPurchase(scope.db, await readPurchase(scope, id)),
  );
  routes.write(
    `POST ${PATH}/:id/cancel`,
    {
      id: 'cancelCreditPurchase',
      scope: 'billing',
      tag,
      summary: 'Cancel a purchase of credits',
      description:
        'A bank transfer that has not arrived is canceled at once. A card payment is canceled ' +
        'with its provider a moment later, unless the card has been charged meanwhile.',
      params,
      status: 202,
      answer: PurchaseSchema,
      example: aPurchase,
      refusals: ['purchase_not_found', 'invalid_state'],
    },
    async (scope, { params: { id } }) =>
      showPurchase(scope.db, await cancelPurchase(scope, { id, payments })),
  );
}
