import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { operation } from '../../../platform/http/operation.ts';
import { answer, RequestId } from '../../../platform/http/schemas.ts';
import { sealAnswers } from '../../../platform/http/sealed-answers.ts';
import type { App, Reply } from '../../../platform/http/typed-app.ts';
import { claimOf, sendAnswer, type WriteParts, write } from '../../../platform/http/write.ts';
import { showDetail } from '../deliveries/delivery.ts';
import { registerDeliveryRoutes } from '../deliveries/delivery-routes.ts';
import {
  aDeliveryDetail,
  aNewWebhook,
  type aSetWebhook,
  aWebhook,
  DeliveryDetailSchema,
  SetWebhookSchema,
  WebhookInput,
  WebhookSchema,
} from '../schemas.ts';
import type { PostingParts } from '../sending/attempt.ts';
import { deleteWebhook } from './delete-webhook.ts';
import type { Webhook } from './endpoint.ts';
import { selectWebhooks } from './endpoint-store.ts';
import { rotateSecret } from './rotate-secret.ts';
import { type SetWebhook, setWebhook } from './set-webhook.ts';
import { recordTest, sendTest } from './test-webhook.ts';

export type WebhookParts = WriteParts &
  Pick<PostingParts, 'outgoing' | 'encryption'> & { config: Pick<PostingParts, 'mode'> };

const EventParams = Type.Object({ event: RequestId });

/** The management of webhooks and their log (contract section 11). */
export function registerWebhookRoutes(app: App, parts: WebhookParts): void {
  listRoute(app, parts);
  setRoute(app, parts);
  deleteRoute(app, parts);
  rotateRoute(app, parts);
  testRoute(app, parts);
  registerDeliveryRoutes(app, parts);
}

function listRoute(app: App, { db }: WebhookParts): void {
  app.get(
    '/gigastore/webhooks',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listWebhooks',
        tag: 'Webhooks',
        summary: 'List the addresses that hear of events',
        answer: answer('Webhooks', { items: Type.Array(WebhookSchema) }),
        example: { items: [aWebhook] },
      }),
    },
    async ({ context }) => ({
      items: (await selectWebhooks(db, context.accountId)).map(showWebhook),
    }),
  );
}

function setRoute(app: App, parts: WebhookParts): void {
  const sealed = { ...parts, idempotency: sealAnswers(parts.idempotency, parts.encryption) };
  app.put(
    '/gigastore/webhooks/:event',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'setWebhook',
        tag: 'Webhooks',
        summary: 'Set the address of an event',
        description:
          'It hears of what happens from now on. `all` takes every event in the common shape. ' +
          'The answer has the secret only when there was no address before.',
        params: EventParams,
        body: WebhookInput,
        answer: SetWebhookSchema,
        example: aNewWebhook,
        refusals: ['invalid_request', 'webhook_not_found'],
      }),
    },
    ({ params, body }, reply) => {
      reply.header('Cache-Control', 'no-store');
      const { encryption, config } = parts;
      const draft = { ...params, ...body, parts: { encryption, mode: config.mode } };
      return write(sealed, reply, async (scope) => showSet(await setWebhook(scope, draft)));
    },
  );
}

function deleteRoute(app: App, parts: WebhookParts): void {
  app.delete(
    '/gigastore/webhooks/:event',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'deleteWebhook',
        tag: 'Webhooks',
        summary: 'Forget the address of an event',
        description: 'What is still on its way is failed. The log of deliveries stays.',
        params: EventParams,
        status: 204,
        refusals: ['webhook_not_found'],
      }),
    },
    ({ params }, reply) => write(parts, reply.code(204), (scope) => deleteWebhook(scope, params)),
  );
}

function rotateRoute(app: App, parts: WebhookParts): void {
  const { encryption } = parts;
  const sealed = { ...parts, idempotency: sealAnswers(parts.idempotency, encryption) };
  app.post(
    '/gigastore/webhooks/:event/rotate-secret',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'rotateWebhookSecret',
        tag: 'Webhooks',
        summary: 'Get a new secret',
        description:
          'For 24 hours deliveries carry two signatures, of the new and of the old secret.',
        params: EventParams,
        answer: SetWebhookSchema,
        example: aNewWebhook,
        refusals: ['webhook_not_found'],
      }),
    },
    ({ params }, reply) => {
      reply.header('Cache-Control', 'no-store');
      return write(sealed, reply, async (scope) =>
        showSet(await rotateSecret(scope, { ...params, encryption })),
      );
    },
  );
}

function testRoute(app: App, parts: WebhookParts): void {
  const posting = { ...parts, mode: parts.config.mode, clock: Date.now };
  app.post(
    '/gigastore/webhooks/:event/test',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'testWebhook',
        tag: 'Webhooks',
        summary: 'Send a sample',
        description:
          'Sends one sample now, waits at most 10 seconds and says what came back. It is not ' +
          'repeated; in the common shape its `sequence` is 0.',
        params: EventParams,
        answer: DeliveryDetailSchema,
        example: aDeliveryDetail,
        refusals: ['webhook_not_found'],
      }),
    },
    async ({ params, context }, reply) => {
      const kept = await readKept(parts, reply);
      if (kept) return sendAnswer(reply, { ...kept, isReplay: true });
      const test = await sendTest(posting, context, params);
      return write(parts, reply, async (scope) => showDetail(await recordTest(scope, test)));
    },
  );
}

/** The answer of the same request before: nothing is sent twice for one key. */
async function readKept({ db, idempotency }: WriteParts, { request }: Reply) {
  const claim = claimOf(idempotency, request);
  if (!claim) return undefined;
  const known = await db.transaction((tx) => idempotency.claimAll(tx, [claim]));
  const kept = known.get(claim.key);
  if (kept instanceof Refusal) throw kept;
  return kept;
}

function showWebhook({ createdAt, failingSince, disabledAt, ...rest }: Webhook) {
  const { event, url, enabled, disabledReason } = rest;
  return {
    event,
    url,
    enabled,
    createdAt: createdAt.toISOString(),
    failingSince: failingSince?.toISOString() ?? null,
    disabledAt: disabledAt?.toISOString() ?? null,
    disabledReason,
  };
}

function showSet({ webhook: { event, url, enabled }, secret }: SetWebhook) {
  const shown: typeof aSetWebhook & { secret?: string } = { event, url, enabled };
  return secret === undefined ? shown : { ...shown, secret };
}
