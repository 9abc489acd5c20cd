import { Type } from 'typebox';
import { newId } from '../../kernel/ids.ts';
import {
  type AskedEvent,
  type CallParts,
  hasWebhook,
  noSuchWebhook,
  type WebhookParts,
} from '../../messaging/webhooks/index.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, described, nullable } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { askActivation } from './ask-activation.ts';
import { askCustomerRegistration } from './ask-customer-registration.ts';

const outcome = {
  httpStatus: nullable(Type.Integer({ description: 'The HTTP status of the answer.' })),
  error: described(
    nullable(Type.String()),
    'The fault of the answer in a sentence; `null` if it is as expected.',
  ),
  durationMs: Type.Integer({ description: 'How long the call took.' }),
  response: Type.String({ description: 'The beginning of the answer.' }),
};
const anOutcome = { httpStatus: 200, error: null, durationMs: 84 };

/** The test calls of the webhooks to which the reseller's server answers. */
export function registerSdkWebhookRoutes(app: App, parts: WebhookParts & WriteParts): void {
  const routes = routesOf(app, parts);
  const calling = { ...parts, mode: parts.config.mode, clock: Date.now };
  declareActivationRequest(routes, calling);
  declareCustomerRegistration(routes, calling);
}

function declareActivationRequest(routes: Routes, parts: CallParts): void {
  routes.call(
    'POST /gigastore/webhooks/activation-request/test',
    {
      id: 'testActivationRequestWebhook',
      scope: 'manage',
      tag: 'Webhooks',
      summary: 'Send a test activation request',
      description: 'Waits at most 10 seconds and returns the answer. Nothing is activated.',
      answer: answer('ActivationRequestOutcome', {
        approved: Type.Boolean({ description: 'Whether your server approved the activation.' }),
        returnMessage: nullable(Type.String({ description: 'The message of your server.' })),
        ...outcome,
      }),
      example: {
        approved: true,
        returnMessage: null,
        ...anOutcome,
        response: '{"returnCode":"SUCCESS","returnMessage":null}',
      },
      refusals: ['webhook_not_found'],
      idempotent: false,
    },
    async ({ accountId }) => {
      await requireAddress(parts, accountId, 'activation-request');
      const { isApproved, ...verdict } = await askActivation(parts, accountId, {
        inventoryItemId: newId(),
        userToken: 'test',
        metaTag: 'test',
        activationId: newId(),
        isTest: true,
      });
      return { approved: isApproved, ...verdict };
    },
  );
}

function declareCustomerRegistration(routes: Routes, parts: CallParts): void {
  routes.call(
    'POST /gigastore/webhooks/customer-registration/test',
    {
      id: 'testCustomerRegistrationWebhook',
      scope: 'manage',
      tag: 'Webhooks',
      summary: 'Send a test customer registration',
      description: 'Waits at most 10 seconds and returns the answer. Nothing is stored.',
      answer: answer('CustomerRegistrationOutcome', {
        email: nullable(Type.String({ description: 'The email address that was returned.' })),
        ...outcome,
      }),
      example: {
        email: 'traveller@example.com',
        ...anOutcome,
        response: '{"email":"traveller@example.com"}',
      },
      refusals: ['webhook_not_found'],
      idempotent: false,
    },
    async ({ accountId }) => {
      await requireAddress(parts, accountId, 'customer-registration');
      const sample = { userToken: 'test', customerUid: newId(), isTest: true };
      return askCustomerRegistration(parts, accountId, sample);
    },
  );
}

async function requireAddress(
  { db }: CallParts,
  accountId: string,
  event: AskedEvent,
): Promise<void> {
  if (!(await hasWebhook({ db, accountId }, event))) throw noSuchWebhook(event);
}
