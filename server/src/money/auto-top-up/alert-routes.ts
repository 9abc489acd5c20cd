import { Type } from 'typebox';
import { readUsd, usd } from '../../kernel/money.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, described, nullable, Price, PriceInput } from '../../platform/http/schemas.ts';
import { readCreditAlert, setCreditAlert } from './set-credit-alert.ts';

const PATH = '/gigastore/credits/alert';
const tag = 'Credits';

const AlertSchema = answer('CreditAlert', {
  enabled: Type.Boolean({ description: 'Whether the alert is sent.' }),
  threshold: described(
    nullable(Price),
    'The alert is sent when the available credits fall below this amount; `null` if never set.',
  ),
});
const anAlert = {
  enabled: true,
  threshold: usd(100),
};

/** Declares the routes of the low-credit alert. */
export function declareAlertRoutes(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'getCreditAlert',
      scope: 'read',
      tag,
      summary: 'Retrieve the low-credit alert',
      description: 'Returns the threshold of the alert, and whether the alert is enabled.',
      answer: AlertSchema,
      example: anAlert,
    },
    (scope) => readCreditAlert(scope),
  );
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'setCreditAlert',
      scope: 'billing',
      tag,
      summary: 'Set the low-credit alert',
      description:
        'The event `credits.low` and an email are sent once each time when the available ' +
        'credits fall below `threshold`, and at once if they are below it already.',
      body: Type.Object({
        enabled: Type.Optional(Type.Boolean({ description: 'Default `true`.' })),
        threshold: described(PriceInput, 'The alert is sent below this amount.'),
      }),
      answer: AlertSchema,
      example: anAlert,
      refusals: ['invalid_request'],
    },
    async (scope, { body: { enabled = true, threshold } }) => {
      const thresholdMinor = readUsd(threshold, '/threshold', { min: 1n });
      await setCreditAlert(scope, { enabled, thresholdMinor });
      return readCreditAlert(scope);
    },
  );
}
