import { Type } from 'typebox';
import { readUsd, usd } from '../../kernel/money.ts';
import { operation } from '../../platform/http/operation.ts';
import {
  answer,
  nullable,
  oneOf,
  Price,
  PriceInput,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import type { Payments } from '../payments/index.ts';
import { registerAlertRoutes } from './alert-routes.ts';
import { type AutoTopUpView, readAutoTopUp, TOP_UP_STATUSES } from './read-auto-top-up.ts';
import { setAutoTopUp } from './set-auto-top-up.ts';

export type AutoTopUpRouteParts = WriteParts & { payments: Payments };

const AutoTopUpSchema = answer('AutoTopUp', {
  enabled: Type.Boolean(),
  threshold: nullable(Price),
  amount: nullable(Price),
  monthlyCap: nullable(Price),
  paymentMethodId: nullable(Type.String({ description: 'Null: the default card.' })),
  status: oneOf(TOP_UP_STATUSES, {
    description:
      '`armed`: it waits for the credits to be low. `pending`: a purchase is under way. ' +
      '`retrying`: the last one was declined, the next follows at `nextAttemptAt`. ' +
      '`switched_off`: the last attempt was declined as well.',
  }),
  reason: nullable(Type.String({ description: 'Why the last attempt was declined, as a word.' })),
  nextAttemptAt: nullable(Timestamp),
  spentThisMonth: Price,
});
const anAutoTopUp: AutoTopUpView = {
  enabled: true,
  threshold: usd(50),
  amount: usd(200),
  monthlyCap: usd(1000),
  paymentMethodId: null,
  status: 'armed',
  reason: null,
  nextAttemptAt: null,
  spentThisMonth: usd(200),
};

/** Credits that are bought when they are low (contract section 10), and the alert before that. */
export function registerAutoTopUpRoutes(app: App, parts: AutoTopUpRouteParts): void {
  registerReading(app, parts);
  registerSetting(app, parts);
  registerAlertRoutes(app, parts);
}

function registerReading(app: App, { db }: AutoTopUpRouteParts): void {
  app.get(
    '/gigastore/credits/auto-top-up',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getAutoTopUp',
        tag: 'Credits',
        summary: 'Read the automatic top-up and how it stands',
        answer: AutoTopUpSchema,
        example: anAutoTopUp,
      }),
    },
    ({ context }) => readAutoTopUp({ ...context, db }),
  );
}

function registerSetting(app: App, parts: AutoTopUpRouteParts): void {
  app.put(
    '/gigastore/credits/auto-top-up',
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'setAutoTopUp',
        tag: 'Credits',
        summary: 'Set the automatic top-up',
        description:
          'Buys `amount` by card when the available credits fall below `threshold`, once however ' +
          'many sales do it together, and again when they are low still. No purchase is begun ' +
          'that would take the calendar month (UTC) above `monthlyCap`, which is ten times the ' +
          'amount when it is left out. `threshold` is at most five times `amount`. Purchases are ' +
          'at least a minute apart, and at most ten within 24 hours. A declined one is ' +
          'repeated after 1, 6 and 24 hours; then it is switched off. Each is told by ' +
          '`credits.auto_top_up_failed` and by e-mail. Amounts are without VAT. `threshold` and ' +
          '`amount` may be left out when they were set before.',
        body: Type.Object({
          enabled: Type.Boolean({ examples: [false] }),
          threshold: Type.Optional(PriceInput),
          amount: Type.Optional(PriceInput),
          monthlyCap: Type.Optional(PriceInput),
          paymentMethodId: Type.Optional(
            Type.String({ description: 'One of your cards; the default one when left out.' }),
          ),
        }),
        answer: AutoTopUpSchema,
        example: anAutoTopUp,
        refusals: [
          'invalid_request',
          'payments_unavailable',
          'payment_method_not_found',
          'payment_method_required',
          'billing_details_required',
        ],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const { enabled, threshold, amount, monthlyCap, paymentMethodId } = request.body;
        await setAutoTopUp(scope, {
          payments: parts.payments,
          enabled,
          thresholdMinor: threshold && readUsd(threshold, '/threshold', { min: 1n }),
          amountMinor: amount && readUsd(amount, '/amount', { min: 1n }),
          monthlyCapMinor: monthlyCap && readUsd(monthlyCap, '/monthlyCap', { min: 1n }),
          paymentMethodId,
        });
        return readAutoTopUp(scope);
      }),
  );
}
