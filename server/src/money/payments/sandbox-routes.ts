import { Type } from 'typebox';
import type { Routes } from '../../platform/http/routes.ts';
import { oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { Payments } from './payments.ts';
import { aPurchase, PurchaseSchema } from './purchases/schemas.ts';
import { showPurchase } from './purchases/show-purchase.ts';
import { SIMULATED_EVENTS, simulatePayment } from './simulate-payment.ts';

/** Declares the route that simulates the payer, the bank and the card provider. */
export function declareSandboxPayments(routes: Routes, { payments }: { payments: Payments }): void {
  routes.write(
    'POST /gigastore/sandbox/purchases/:id/simulate',
    {
      id: 'simulatePaymentEvent',
      scope: 'billing',
      tag: 'Sandbox',
      summary: 'Simulate a payment event',
      description:
        '`authenticate` and `fail_authentication` complete a payment that is `requires_action`. ' +
        '`receive_transfer` simulates the arrival of the rest of a bank transfer. `refund`, ' +
        '`dispute`, `win_dispute` and `lose_dispute` apply to a purchase that is `paid`.',
      params: Type.Object({ id: RequestId }),
      body: Type.Object({
        event: oneOf(SIMULATED_EVENTS, {
          description: 'The event to simulate.',
          examples: ['authenticate'],
        }),
      }),
      answer: PurchaseSchema,
      example: aPurchase,
      refusals: ['invalid_request', 'sandbox_only', 'purchase_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body: { event } }) =>
      showPurchase(scope.db, await simulatePayment(scope, { id, event, payments })),
  );
}
