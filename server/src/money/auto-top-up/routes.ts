import { Type } from 'typebox';
import { readUsd, usd } from '../../kernel/money.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  nullable,
  oneOf,
  Price,
  PriceInput,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Payments } from '../payments/index.ts';
import { declareAlertRoutes } from './alert-routes.ts';
import { declareAttempts } from './attempt-routes.ts';
import { type AutoTopUpView, readAutoTopUp, TOP_UP_STATUSES } from './read-auto-top-up.ts';
import { setAutoTopUp } from './set-auto-top-up.ts';

export type AutoTopUpRouteParts = WriteParts & { payments: Payments };

const PATH = '/gigastore/credits/auto-top-up';
const tag = 'Credits';

const AutoTopUpSchema = answer('AutoTopUp', {
  enabled: Type.Boolean({ description: 'Whether automatic top-up is on.' }),
  threshold: described(
    nullable(Price),
    'Credits are bought when the available credits fall below this amount; `null` if never set.',
  ),
  amount: described(nullable(Price), 'The credits that are bought at a time, without VAT.'),
  monthlyCap: described(
    nullable(Price),
    'The most credits that are bought in a calendar month (UTC); `null` if unlimited.',
  ),
  paymentMethodId: nullable(
    Type.String({
      description: 'Null: the default card.',
      examples: ['0199a1b2-71f4-7c1b-8a3d-0123456789ac'],
    }),
  ),
  status: oneOf(TOP_UP_STATUSES, {
    description:
      '`armed`: enabled, and the credits are not low. `pending`: a purchase is in progress. ' +
      '`retrying`: the last purchase was declined, and the next attempt follows at ' +
      '`nextAttemptAt`. `switched_off`: the last attempt was declined too. `off`: not enabled.',
  }),
  reason: nullable(Type.String({ description: 'The code of the last decline.' })),
  nextAttemptAt: nullable(Timestamp),
  spentThisMonth: described(Price, 'Automatic top-ups of this month (UTC).'),
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

/** Declares the routes of the automatic top-up and of the low-credit alert. */
export function registerAutoTopUpRoutes(app: App, parts: AutoTopUpRouteParts): void {
  const routes = routesOf(app, parts);
  declareRead(routes);
  declareSet(routes, parts);
  declareAttempts(routes);
  declareAlertRoutes(routes);
}

function declareRead(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'getAutoTopUp',
      scope: 'read',
      tag,
      summary: 'Retrieve the automatic top-up',
      description: 'Returns the settings, the status, and the amount spent this month.',
      answer: AutoTopUpSchema,
      example: anAutoTopUp,
    },
    (scope) => readAutoTopUp(scope),
  );
}

const SettingsBody = Type.Object({
  enabled: Type.Boolean({ examples: [false], description: 'Whether automatic top-up is on.' }),
  threshold: Type.Optional(
    described(
      PriceInput,
      'Credits are bought when fewer are available. At most five times `amount`.',
    ),
  ),
  amount: Type.Optional(described(PriceInput, 'The credits to buy, without VAT.')),
  monthlyCap: Type.Optional(
    described(
      PriceInput,
      'The most that is spent in a calendar month (UTC). Default: ten times `amount`.',
    ),
  ),
  paymentMethodId: Type.Optional(
    Type.String({
      description: 'One of your cards. Default: the default card.',
      examples: ['0199a1b2-71f4-7c1b-8a3d-0123456789ac'],
    }),
  ),
});

function declareSet(routes: Routes, { payments }: AutoTopUpRouteParts): void {
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'setAutoTopUp',
      scope: 'billing',
      tag,
      summary: 'Update the automatic top-up',
      description:
        'Buys `amount` by card when the available credits fall below `threshold`, and again if ' +
        'they are still low. Sales at the same moment start one purchase together. Purchases are ' +
        'at least a minute apart, and at most ten are started within 24 hours. A declined ' +
        'purchase is repeated after 1, 6 and 24 hours; after that the top-up is switched off. ' +
        'Each decline is reported by the event `credits.auto_top_up_failed` and by email. ' +
        '`threshold` and `amount` may be left out if they were set before.',
      body: SettingsBody,
      answer: AutoTopUpSchema,
      example: anAutoTopUp,
      refusals: [
        'invalid_request',
        'payments_unavailable',
        'payment_method_not_found',
        'payment_method_required',
        'billing_details_required',
        'billing_not_set_up',
      ],
    },
    async (scope, { body: { enabled, threshold, amount, monthlyCap, paymentMethodId } }) => {
      await setAutoTopUp(scope, {
        payments,
        enabled,
        thresholdMinor: threshold && readUsd(threshold, '/threshold', { min: 1n }),
        amountMinor: amount && readUsd(amount, '/amount', { min: 1n }),
        monthlyCapMinor: monthlyCap && readUsd(monthlyCap, '/monthlyCap', { min: 1n }),
        paymentMethodId,
      });
      return readAutoTopUp(scope);
    },
  );
}
