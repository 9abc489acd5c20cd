import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { withoutEndedSecrets } from '../../../platform/http/ended-secrets.ts';
import { operation } from '../../../platform/http/operation.ts';
import { type Routes, routesOf } from '../../../platform/http/routes.ts';
import { answer, RequestId } from '../../../platform/http/schemas.ts';
import { sealAnswers } from '../../../platform/http/sealed-answers.ts';
import type { App, Reply } from '../../../platform/http/typed-app.ts';
import {
  claimOf,
  type IdempotencyKeys,
  sendAnswer,
  type WriteParts,
  write,
} from '../../../platform/http/write.ts';
import { showDetail } from '../deliveries/delivery.ts';
import { registerDeliveryRoutes } from '../deliveries/routes.ts';
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
import { type PostingParts, secretPlace } from '../sending/attempt.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { MAX_CREATED_ENDPOINTS, showWebhook } from './endpoint.ts';
import { selectWebhooks } from './endpoint-store.ts';
import { rotateSecret } from './rotate-secret.ts';
import { selectSigningSecrets } from './secret-store.ts';
import { type SetWebhook, setWebhook } from './set-webhook.ts';
import { recordTest, sendTest } from './test-webhook.ts';

export type WebhookParts = WriteParts &
  Pick<PostingParts, 'outgoing' | 'encryption'> & { config: Pick<PostingParts, 'mode'> };

const EventParams = Type.Object({
  event: Type.Unsafe<string>({
    ...RequestId,
    description: 'The name of an event, such as `esim-status`, or the ID of a created endpoint.',
    examples: ['esim-status'],
  }),
});

/** Webhook endpoints, their tests and the delivery log. */
export function registerWebhookRoutes(app: App, parts: WebhookParts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declareSettings(routes, parts);
  declareSecret(routes, parts);
  declareTest(app, parts);
  registerDeliveryRoutes(app, parts);
}

function declareList(routes: Routes): void {
  routes.read(
    '/gigastore/webhooks',
    {
      id: 'listWebhooks',
      scope: 'read',
      tag: 'Webhooks',
      summary: 'List webhook endpoints',
      description: 'Returns the endpoints that are set for events and the created ones.',
      answer: answer('Webhooks', {
        items: Type.Array(WebhookSchema, { description: 'The webhook endpoints.' }),
      }),
      example: { items: [aWebhook] },
    },
    async ({ db, accountId }) => ({
      items: (await selectWebhooks(db, accountId)).map(showWebhook),
    }),
  );
  routes.write(
    'DELETE /gigastore/webhooks/:event',
    {
      id: 'deleteWebhook',
      scope: 'manage',
      tag: 'Webhooks',
      summary: 'Delete a webhook endpoint',
      description: 'Pending deliveries are marked failed. The delivery log stays.',
      params: EventParams,
      status: 204,
      refusals: ['webhook_not_found'],
    },
    (scope, { params }) => deleteWebhook(scope, params),
  );
}

function declareSettings(routes: Routes, parts: WebhookParts): void {
  const keys = secretKeys(parts);
  const needs = { encryption: parts.encryption, installation: parts.config.mode };
  routes.write(
    'POST /gigastore/webhooks',
    {
      id: 'createWebhook',
      scope: 'manage',
      tag: 'Webhooks',
      summary: 'Create a webhook endpoint',
      description:
        'Creates an endpoint with an ID, in addition to those that are set for an event. It ' +
        'receives the types of events in `events`, or all of them, in the common shape, from ' +
        'now on. `event` in the response is its ID; use it wherever a path takes an `event`. An ' +
        `account can create ${MAX_CREATED_ENDPOINTS} endpoints.`,
      body: WebhookInput,
      answer: SetWebhookSchema,
      example: { ...aNewWebhook, event: '0199a1b2-71f4-7c1b-8a3d-0123456789ab' },
      refusals: ['invalid_request', 'invalid_state'],
      keys,
    },
    async (scope, { body, reply }) => {
      reply.header('Cache-Control', 'no-store');
      return showSet(await createWebhook({ ...scope, ...needs }, body));
    },
  );
  routes.write(
    'PUT /gigastore/webhooks/:event',
    {
      id: 'setWebhook',
      scope: 'manage',
      tag: 'Webhooks',
      summary: 'Create or update a webhook endpoint',
      description:
        'Sets the endpoint of an event, or updates a created endpoint. It receives events ' +
        'created from now on. Both names of an event work: `balance-alert` and `balance.low`. ' +
        '`all` receives every event in the common shape. The response has the secret only if ' +
        'the endpoint is new.',
      params: EventParams,
      body: WebhookInput,
      answer: SetWebhookSchema,
      example: aNewWebhook,
      refusals: ['invalid_request', 'webhook_not_found'],
      keys,
    },
    async (scope, { params, body, reply }) => {
      reply.header('Cache-Control', 'no-store');
      return showSet(await setWebhook({ ...scope, ...needs }, { ...params, ...body }));
    },
  );
}

function declareSecret(routes: Routes, parts: WebhookParts): void {
  routes.write(
    'POST /gigastore/webhooks/:event/rotate-secret',
    {
      id: 'rotateWebhookSecret',
      scope: 'manage',
      tag: 'Webhooks',
      summary: 'Rotate the secret of a webhook endpoint',
      description:
        'Returns a new secret. For 24 hours, deliveries carry two signatures: one of the new ' +
        'secret and one of the previous secret.',
      params: EventParams,
      answer: SetWebhookSchema,
      example: aNewWebhook,
      refusals: ['webhook_not_found'],
      keys: secretKeys(parts),
    },
    async (scope, { params, reply }) => {
      reply.header('Cache-Control', 'no-store');
      return showSet(await rotateSecret({ ...scope, encryption: parts.encryption }, params));
    },
  );
}

/** This is not a `routes.write`: the sample is sent before the transaction that records it. */
function declareTest(app: App, parts: WebhookParts): void {
  const posting = { ...parts, mode: parts.config.mode, clock: Date.now };
  app.post(
    '/gigastore/webhooks/:event/test',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'testWebhook',
        tag: 'Webhooks',
        summary: 'Send a test event',
        description:
          'Sends one sample, waits at most 10 seconds and returns the outcome. A test is not ' +
          'retried. In the common shape, its `sequence` is 0.',
        params: EventParams,
        answer: DeliveryDetailSchema,
        example: aDeliveryDetail,
        refusals: ['webhook_not_found'],
      }),
    },
    async ({ params, context }, reply) => {
      const kept = await readKept(parts, reply);
      if (kept) return sendAnswer(reply, { ...kept, isReplay: true });
      const { accountId, now } = context;
      const test = await sendTest({ ...posting, accountId, now }, params);
      return write(parts, reply, async (scope) => showDetail(await recordTest(scope, test)));
    },
  );
}

/** Returns the first answer of a repeated request, so that one key sends one sample. */
async function readKept({ db, idempotency }: WriteParts, { request }: Reply) {
  const claim = claimOf(idempotency, request);
  if (!claim) return undefined;
  const known = await db.transaction((tx) => idempotency.claimAll(tx, [claim]));
  const kept = known.get(claim);
  if (kept instanceof Refusal) throw kept;
  return kept;
}

function showSet({ webhook: { event, url, enabled }, secret }: SetWebhook) {
  const shown: typeof aSetWebhook & { secret?: string } = { event, url, enabled };
  return secret === undefined ? shown : { ...shown, secret };
}

/** Answers with a secret rest encrypted, and are repeated without it once it signs no longer. */
function secretKeys({ idempotency, encryption }: WebhookParts): IdempotencyKeys {
  return withoutEndedSecrets(sealAnswers(idempotency, encryption), {
    field: 'secret',
    async isWorking(db, { accountId }, { event = '', secret }) {
      if (secret === undefined) return true;
      const sealed = await selectSigningSecrets(db, { accountId, event });
      const place = secretPlace({ accountId, event });
      return sealed.some((each) => encryption.decrypt(each, place) === secret);
    },
  });
}
