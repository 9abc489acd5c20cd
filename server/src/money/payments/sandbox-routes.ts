import { Type } from 'typebox';
import { operation } from '../../platform/http/operation.ts';
import { oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { write } from '../../platform/http/write.ts';
import type { PaymentParts } from './purchases/routes.ts';
import { aPurchase, PurchaseSchema } from './purchases/schemas.ts';
import { showPurchase } from './purchases/show-purchase.ts';
import { PLAYS, playPayment } from './simulate-payment.ts';

/** What the payer, the bank and the card provider would do, for purchases with test cards. */
export function registerSandboxPaymentRoutes(app: App, parts: PaymentParts): void {
  app.post(
    '/gigastore/sandbox/purchases/:id/play',
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'playSandboxPayment',
        tag: 'Sandbox',
        summary: 'Play what happens to the payment of a purchase',
        description:
          '`authenticate` and `fail_authentication` end a payment that `requires_action`; ' +
          '`receive_transfer` lets what is missing of a transfer arrive; `refund`, `dispute`, ' +
          '`win_dispute` and `lose_dispute` are what a payment that is `paid` can go through.',
        params: Type.Object({ id: RequestId }),
        body: Type.Object({ event: oneOf(PLAYS, { examples: ['authenticate'] }) }),
        answer: PurchaseSchema,
        example: aPurchase,
        refusals: ['invalid_request', 'sandbox_only', 'purchase_not_found', 'invalid_state'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const { id } = request.params;
        const { payments } = parts;
        const played = { id, event: request.body.event, payments };
        return showPurchase(scope.db, await playPayment(scope, played));
      }),
  );
}
