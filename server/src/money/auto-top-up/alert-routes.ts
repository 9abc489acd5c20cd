import { Type } from 'typebox';
import { readUsd, usd } from '../../kernel/money.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, nullable, Price, PriceInput } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import { readCreditAlert, setCreditAlert } from './set-credit-alert.ts';

const AlertSchema = answer('CreditAlert', {
  enabled: Type.Boolean(),
  threshold: nullable(Price),
});
const anAlert = {
  enabled: true,
  threshold: usd(100),
};

/** The low-credit alert. */
export function registerAlertRoutes(app: App, parts: WriteParts): void {
  app.get(
    '/gigastore/credits/alert',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getCreditAlert',
        tag: 'Credits',
        summary: 'Read the low-credit alert',
        answer: AlertSchema,
        example: anAlert,
      }),
    },
    ({ context }) => readCreditAlert({ db: parts.db, accountId: context.accountId }),
  );
  app.put(
    '/gigastore/credits/alert',
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'setCreditAlert',
        tag: 'Credits',
        summary: 'Set the low-credit alert',
        description:
          'Told by `credits.low` and by e-mail, once each time when the available credits fall ' +
          'below `threshold`, and at once when they are below it already.',
        body: Type.Object({
          enabled: Type.Optional(Type.Boolean({ description: 'On unless it is false.' })),
          threshold: PriceInput,
        }),
        answer: AlertSchema,
        example: anAlert,
        refusals: ['invalid_request'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const { enabled = true, threshold } = request.body;
        const thresholdMinor = readUsd(threshold, '/threshold', { min: 1n });
        await setCreditAlert(scope, { enabled, thresholdMinor });
        return readCreditAlert(scope);
      }),
  );
}
