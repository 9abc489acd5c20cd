import { type Static, Type } from 'typebox';
import { audit, type Context } from '../../../kernel/context.ts';
import type { Encryption } from '../../../kernel/encryption.ts';
import { readUsd, toPrice } from '../../../kernel/money.ts';
import { invalid } from '../../../kernel/refusal.ts';
import { operation } from '../../../platform/http/operation.ts';
import { readCursor, toCursorPage } from '../../../platform/http/paging.ts';
import {
  cursorPage,
  cursorQuery,
  oneOf,
  PriceInput,
  RequestId,
} from '../../../platform/http/schemas.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../../platform/http/write.ts';
import { readPurchaseAmount } from '../../billing/index.ts';
import { registerMethodRoutes } from '../methods/routes.ts';
import type { Payments } from '../payments.ts';
import { registerNoticeRoute } from '../providers/notice-routes.ts';
import { registerSandboxPaymentRoutes } from '../sandbox-routes.ts';
import { cancelPurchase } from './cancel-purchase.ts';
import { METHODS, PURCHASE_STATUSES, type Purchase } from './purchase.ts';
import { listPurchases, readPurchase } from './read-purchase.ts';
import { aPurchase, aTransfer, PurchaseSchema } from './schemas.ts';
import { showPurchase, showPurchases } from './show-purchase.ts';
import { startPurchase } from './start-purchase.ts';

export type PaymentParts = WriteParts & { payments: Payments; encryption: Encryption };

/** Buying credits, the cards for it, and what their provider tells. */
export function registerPaymentRoutes(app: App, parts: PaymentParts): void {
  registerBuying(app, parts);
  registerList(app, parts);
  registerOnePurchase(app, parts);
  registerMethodRoutes(app, parts);
  registerSandboxPaymentRoutes(app, parts);
  registerNoticeRoute(app, parts);
}

const PurchaseBody = Type.Object({
  amount: PriceInput,
  method: Type.Optional(
    oneOf(METHODS, { description: 'A card, unless a transfer is asked for.', examples: ['card'] }),
  ),
  paymentMethodId: Type.Optional(
    Type.String({ description: 'One of your cards; the default one when left out.' }),
  ),
  expectedTotal: Type.Optional(PriceInput),
});

function registerBuying(app: App, parts: PaymentParts): void {
  app.post(
    '/gigastore/credits/purchases',
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'buyCredits',
        tag: 'Credits',
        summary: 'Buy credits',
        description:
          'By card the purchase is `pending` and charged a moment later: read it again, or wait ' +
          'for `credits.added`. By bank transfer it is `awaiting_transfer` and tells where the ' +
          'money goes; credits follow when it has come. `expectedTotal` is the total with VAT ' +
          'that the buyer was told. Credits are paid for once, whatever is repeated or lost.',
        body: PurchaseBody,
        status: 202,
        answer: PurchaseSchema,
        example: aPurchase,
        refusals: [
          'invalid_request',
          'billing_details_required',
          'payments_unavailable',
          'payment_method_not_found',
          'payment_method_required',
          'price_mismatch',
          'spend_limit_reached',
        ],
      }),
    },
    (request, reply) =>
      write(parts, reply.code(202), async (scope) => {
        const purchase = await startPurchase(scope, { ...readBody(request.body), ...parts });
        noteStart(scope, purchase);
        return showPurchase(scope.db, purchase);
      }),
  );
}

function registerList(app: App, parts: PaymentParts): void {
  app.get(
    '/gigastore/credits/purchases',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listCreditPurchases',
        tag: 'Credits',
        summary: 'List purchases of credits, newest first',
        querystring: Type.Object({
          ...cursorQuery,
          status: Type.Optional(oneOf(PURCHASE_STATUSES)),
        }),
        answer: cursorPage('CreditPurchases', PurchaseSchema),
        example: { items: [aPurchase], nextCursor: null },
      }),
    },
    async ({ context, query: { status, ...paging } }) => {
      const { limit, after: [after] = [] } = readCursor(paging, 1);
      const asked = { limit: limit + 1, after, status };
      const purchases = await listPurchases({ ...context, db: parts.db }, asked);
      const page = toCursorPage(purchases, limit, ({ id }) => [id]);
      return {
        ...page,
        items: await showPurchases({ db: parts.db, accountId: context.accountId }, page.items),
      };
    },
  );
}

function noteStart(ctx: Context, { id, method, totalMinor }: Purchase): void {
  const after = { method, total: toPrice(totalMinor) };
  audit(ctx, { action: 'purchase.started', target: id, before: null, after });
}

function readBody({ amount, expectedTotal, ...chosen }: Static<typeof PurchaseBody>) {
  if (chosen.method === 'bank_transfer' && chosen.paymentMethodId !== undefined) {
    throw invalid('/paymentMethodId', 'must be left out with a bank transfer');
  }
  return {
    ...chosen,
    origin: 'manual' as const,
    amountMinor: readPurchaseAmount(amount),
    expectedTotalMinor: expectedTotal && readUsd(expectedTotal, '/expectedTotal'),
  };
}

function registerOnePurchase(app: App, parts: PaymentParts): void {
  const params = Type.Object({ id: RequestId });
  app.get(
    '/gigastore/credits/purchases/:id',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getCreditPurchase',
        tag: 'Credits',
        summary: 'Read one purchase of credits',
        params,
        answer: PurchaseSchema,
        example: aTransfer,
        refusals: ['purchase_not_found'],
      }),
    },
    async ({ context, params: { id } }) =>
      showPurchase(parts.db, await readPurchase({ ...context, db: parts.db }, id)),
  );

  app.post(
    '/gigastore/credits/purchases/:id/cancel',
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'cancelCreditPurchase',
        tag: 'Credits',
        summary: 'Call a purchase of credits off',
        description:
          'An awaited transfer is canceled at once. A card that is being charged is called off ' +
          'with its provider a moment later, unless it was charged meanwhile.',
        params,
        status: 202,
        answer: PurchaseSchema,
        example: aPurchase,
        refusals: ['purchase_not_found', 'invalid_state'],
      }),
    },
    (request, reply) =>
      write(parts, reply.code(202), async (scope) => {
        const { id } = request.params;
        const { payments } = parts;
        return showPurchase(scope.db, await cancelPurchase(scope, { id, payments }));
      }),
  );
}
