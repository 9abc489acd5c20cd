import { Type } from 'typebox';
import { newId } from '../../kernel/ids.ts';
import {
  type AskedEvent,
  type CallParts,
  hasWebhook,
  noSuchWebhook,
  type WebhookParts,
} from '../../messaging/webhooks/index.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, nullable } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { askActivation } from './ask-activation.ts';
import { askCustomerRegistration } from './ask-customer-registration.ts';

const asked = {
  httpStatus: nullable(Type.Integer()),
  error: Type.Unsafe({
    ...nullable(Type.String()),
    description: 'What is wrong with the answer, in a sentence; null when it is as expected.',
  }),
  durationMs: Type.Integer(),
  response: Type.String(),
};
const anAsked = { httpStatus: 200, error: null, durationMs: 84 };

/** Test calls of the questions that the platform asks (contract section 7). */
export function registerSdkWebhookRoutes(app: App, parts: WebhookParts): void {
  const calling = { ...parts, mode: parts.config.mode, clock: Date.now };
  activationRequestRoute(app, calling);
  customerRegistrationRoute(app, calling);
}

function activationRequestRoute(app: App, parts: CallParts): void {
  app.post(
    '/gigastore/webhooks/activation-request/test',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'testActivationRequest',
        tag: 'Webhooks',
        summary: 'Ask for the approval of an invented activation',
        description: 'Waits at most 10 seconds and says what came back. Nothing is activated.',
        answer: answer('ActivationRequestTest', {
          approved: Type.Boolean(),
          returnMessage: nullable(Type.String()),
          ...asked,
        }),
        example: {
          approved: true,
          returnMessage: null,
          ...anAsked,
          response: '{"returnCode":"SUCCESS","returnMessage":null}',
        },
        refusals: ['webhook_not_found'],
        idempotent: false,
      }),
    },
    async ({ context: { accountId } }) => {
      await requireAddress(parts, accountId, 'activation-request');
      const sample = { inventoryItemId: newId(), userToken: 'test', metaTag: 'test' };
      const question = { ...sample, activationId: newId(), isTest: true };
      const { isApproved, ...verdict } = await askActivation(parts, accountId, question);
      return { approved: isApproved, ...verdict };
    },
  );
}

function customerRegistrationRoute(app: App, parts: CallParts): void {
  app.post(
    '/gigastore/webhooks/customer-registration/test',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'testCustomerRegistration',
        tag: 'Webhooks',
        summary: 'Ask for the e-mail address of an invented customer',
        description: 'Waits at most 10 seconds and says what came back. Nothing is stored.',
        answer: answer('CustomerRegistrationTest', { email: nullable(Type.String()), ...asked }),
        example: {
          email: 'traveller@example.com',
          ...anAsked,
          response: '{"email":"traveller@example.com"}',
        },
        refusals: ['webhook_not_found'],
        idempotent: false,
      }),
    },
    async ({ context: { accountId } }) => {
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
