import { Type } from 'typebox';
import { operation } from '../../../platform/http/operation.ts';
import { type Routes, routesOf } from '../../../platform/http/routes.ts';
import { answer, described, nullable, oneOf, RequestId } from '../../../platform/http/schemas.ts';
import { sealAnswers } from '../../../platform/http/sealed-answers.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import { write } from '../../../platform/http/write.ts';
import type { PaymentParts } from '../parts.ts';
import { aMethod, MethodSchema } from '../purchases/schemas.ts';
import { deleteMethod, listMethods, setDefaultMethod } from './change-method.ts';
import { showMethod } from './payment-method.ts';
import { openSetup, saveSetup } from './setup-method.ts';

const PATH = '/gigastore/payment-methods';
const tag = 'Credits';
const PROVIDERS = ['stripe', 'test'] as const;

/** Declares the routes of the cards with which an account pays. */
export function registerMethodRoutes(app: App, parts: PaymentParts): void {
  const routes = routesOf(app, parts);
  declareList(routes, parts);
  declareSetup(app, parts);
  declareChanges(routes, parts);
}

function declareList(routes: Routes, { payments }: PaymentParts): void {
  routes.read(
    PATH,
    {
      id: 'listPaymentMethods',
      scope: 'read',
      tag,
      summary: 'List payment methods',
      description:
        'Returns the cards of the account, oldest first. Card numbers are kept by the card ' +
        'provider only; the last four digits identify a card. `provider` and `publishableKey` ' +
        'are what a page needs to add a card or to confirm a payment.',
      answer: answer('PaymentMethods', {
        items: Type.Array(MethodSchema, { description: 'The payment methods.' }),
        provider: nullable(
          oneOf(PROVIDERS, {
            description: 'The provider of cards; `null` if this account cannot pay by card.',
          }),
        ),
        publishableKey: nullable(
          Type.String({
            description:
              'The public key for the script of the card provider; `null` for test cards.',
            examples: ['pk_live_51Ms'],
          }),
        ),
      }),
      example: { items: [aMethod], provider: 'stripe', publishableKey: 'pk_live_51Ms' },
    },
    async (scope) => {
      const provider = payments.providerFor(scope.mode);
      return {
        items: (await listMethods(scope, payments)).map(showMethod),
        provider: provider?.name ?? null,
        publishableKey: provider?.publishableKey ?? null,
      };
    },
  );
}

function declareSetup(app: App, parts: PaymentParts): void {
  // The client secret allows a browser to add a card to the account, so the answer is sealed.
  const idempotency = sealAnswers(parts.idempotency, parts.encryption);
  app.post(
    `${PATH}/setup`,
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'startPaymentMethodSetup',
        tag,
        summary: 'Set up a payment method',
        description:
          'For real cards, returns what the form of the card provider in a browser needs; the ' +
          'card is in the list once the form was submitted. Card numbers never reach this API. ' +
          'For test cards, name one: 4242424242424242 succeeds, 4000002760003184 requires ' +
          'authentication, 4000000000000002 is declined, 4000000000009995 has insufficient ' +
          'funds, 4000000000000069 has expired, and 4000000000000341 is declined later.',
        body: Type.Object({
          testCard: Type.Optional(
            Type.String({
              maxLength: 32,
              description: 'The number of a test card, only where test cards are charged.',
              examples: ['4242424242424242'],
            }),
          ),
        }),
        answer: answer('PaymentMethodSetup', {
          provider: oneOf(PROVIDERS, {
            description: 'The provider that the card is saved with.',
          }),
          clientSecret: nullable(
            Type.String({ description: 'The secret for the script of the card provider.' }),
          ),
          publishableKey: nullable(
            Type.String({ description: 'The public key for the script of the card provider.' }),
          ),
          paymentMethod: described(
            nullable(MethodSchema),
            'The saved card; `null` until the provider has confirmed it.',
          ),
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
        saveSetup(scope, { opened, testCard }),
      );
    },
  );
}

function declareChanges(routes: Routes, { payments }: PaymentParts): void {
  const params = Type.Object({ id: RequestId });
  routes.write(
    `PUT ${PATH}/:id/default`,
    {
      id: 'setDefaultPaymentMethod',
      scope: 'billing',
      tag,
      summary: 'Set the default payment method',
      description: 'The default card is charged when a purchase names no card.',
      params,
      answer: MethodSchema,
      example: aMethod,
      refusals: ['payment_method_not_found'],
    },
    async (scope, { params: { id } }) =>
      showMethod(await setDefaultMethod(scope, { id, payments })),
  );
  routes.write(
    `DELETE ${PATH}/:id`,
    {
      id: 'deletePaymentMethod',
      scope: 'billing',
      tag,
      summary: 'Delete a payment method',
      description: 'The card is removed here and at the card provider.',
      params,
      refusals: ['payment_method_not_found'],
    },
    (scope, { params: { id } }) => deleteMethod(scope, { id, payments }),
  );
}
