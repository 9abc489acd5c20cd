import { Type } from 'typebox';
import { operation } from '../../../platform/http/operation.ts';
import { answer, nullable, oneOf, RequestId } from '../../../platform/http/schemas.ts';
import { sealAnswers } from '../../../platform/http/sealed-answers.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import { write } from '../../../platform/http/write.ts';
import type { PaymentParts } from '../purchases/routes.ts';
import { aMethod, MethodSchema } from '../purchases/schemas.ts';
import { listMethods, removeMethod, setDefaultMethod } from './change-method.ts';
import { showMethod } from './payment-method.ts';
import { keepSetup, openSetup } from './setup-method.ts';

/** The cards that an account pays with. */
export function registerMethodRoutes(app: App, parts: PaymentParts): void {
  registerList(app, parts);
  registerSetup(app, parts);
  registerChanges(app, parts);
}

function registerList(app: App, { db, payments }: PaymentParts): void {
  app.get(
    '/gigastore/payment-methods',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listPaymentMethods',
        tag: 'Credits',
        summary: 'List the cards',
        description: 'Their numbers stay with the card provider; the last four digits tell them.',
        answer: answer('PaymentMethods', { items: Type.Array(MethodSchema) }),
        example: { items: [aMethod] },
      }),
    },
    async ({ context }) => ({
      items: (await listMethods({ ...context, db }, payments)).map(showMethod),
    }),
  );
}

function registerSetup(app: App, parts: PaymentParts): void {
  // The client secret lets a browser add a card to the account.
  const idempotency = sealAnswers(parts.idempotency, parts.encryption);
  app.post(
    '/gigastore/payment-methods/setup',
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'setupPaymentMethod',
        tag: 'Credits',
        summary: 'Add a card',
        description:
          'Where real cards are charged, this answers what the card provider’s own form in a ' +
          'browser needs; the card is in the list once the form was sent. No card number ever ' +
          'comes here. Where test cards are charged, name one: 4242424242424242 succeeds, ' +
          '4000002760003184 asks for authentication, 4000000000000002 is declined, ' +
          '4000000000009995 has no funds, 4000000000000069 has expired, and 4000000000000341 ' +
          'is declined later.',
        body: Type.Object({
          testCard: Type.Optional(Type.String({ maxLength: 32, examples: ['4242424242424242'] })),
        }),
        answer: answer('PaymentMethodSetup', {
          provider: oneOf(['stripe', 'test']),
          clientSecret: nullable(Type.String()),
          publishableKey: nullable(Type.String()),
          paymentMethod: nullable(MethodSchema),
        }),
        example: {
          provider: 'test',
          clientSecret: null,
          publishableKey: null,
          paymentMethod: aMethod,
        },
        refusals: ['invalid_request', 'payments_unavailable'],
      }),
    },
    async (request, reply) => {
      const { testCard } = request.body;
      const opened = await openSetup(parts, request.context, { testCard });
      return write({ ...parts, idempotency }, reply, (scope) =>
        keepSetup(scope, { opened, testCard }),
      );
    },
  );
}

function registerChanges(app: App, parts: PaymentParts): void {
  const { payments } = parts;
  const params = Type.Object({ id: RequestId });
  app.put(
    '/gigastore/payment-methods/:id/default',
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'setDefaultPaymentMethod',
        tag: 'Credits',
        summary: 'Make a card the default one',
        params,
        answer: MethodSchema,
        example: aMethod,
        refusals: ['payment_method_not_found'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) =>
        showMethod(await setDefaultMethod(scope, { id: request.params.id, payments })),
      ),
  );

  app.delete(
    '/gigastore/payment-methods/:id',
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'removePaymentMethod',
        tag: 'Credits',
        summary: 'Forget a card',
        params,
        status: 204,
        refusals: ['payment_method_not_found'],
      }),
    },
    (request, reply) =>
      write(parts, reply.code(204), (scope) =>
        removeMethod(scope, { id: request.params.id, payments }),
      ),
  );
}
