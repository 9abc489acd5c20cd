import { Type } from 'typebox';
import { readUsd } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { withoutEndedSecrets } from '../../platform/http/ended-secrets.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, type PriceInput, RequestId } from '../../platform/http/schemas.ts';
import { sealAnswers } from '../../platform/http/sealed-answers.ts';
import type { IdempotencyKeys } from '../../platform/http/write.ts';
import { hashSecret, type ApiKey as Shown, showApiKey, showNewApiKey } from './api-key.ts';
import { hasManyNewKeys, listApiKeys, selectApiKey, selectSecretHash } from './api-key-store.ts';
import { createApiKey } from './create-api-key.ts';
import { type MandateDraft, readMandate } from './mandate-draft.ts';
import type { AccountParts } from './parts.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { rotateSecret } from './rotate-secret.ts';
import {
  ApiKey,
  ApiKeyInput,
  ApiKeyUpdate,
  aNewApiKey,
  anApiKey,
  aRotatedApiKey,
  NewApiKey,
  SecretRotation,
} from './schemas.ts';
import { updateApiKey } from './update-api-key.ts';

const PATH = '/gigastore/api-keys';
const tag = 'API keys';
const params = Type.Object({ clientId: RequestId });

export function declareApiKeys(routes: Routes, parts: AccountParts): void {
  declareReading(routes, parts);
  declareChanges(routes, parts);
}

function declareReading(routes: Routes, { access }: AccountParts): void {
  const show = (key: Shown) => showApiKey(key, access.now());
  routes.read(
    PATH,
    {
      id: 'listApiKeys',
      scope: 'read',
      tag,
      summary: 'List API keys',
      description: 'Returns the keys of the account that are not revoked, without their secrets.',
      answer: answer('ApiKeys', { items: Type.Array(ApiKey, { description: 'The API keys.' }) }),
      example: { items: [anApiKey] },
    },
    async (scope) => ({ items: (await listApiKeys(scope)).map(show) }),
  );

  routes.read(
    `${PATH}/:clientId`,
    {
      id: 'getApiKey',
      scope: 'read',
      tag,
      summary: 'Retrieve an API key',
      description: 'Returns a key that is not revoked, without its secret.',
      params,
      answer: ApiKey,
      example: anApiKey,
      refusals: ['api_key_not_found'],
    },
    async ({ db, accountId }, { params: { clientId } }) => {
      const key = await selectApiKey(db, { accountId, clientId });
      if (key) return show(key);
      throw new Refusal('api_key_not_found', 'No API key has this client ID.');
    },
  );
}

function declareChanges(routes: Routes, parts: AccountParts): void {
  const { access } = parts;
  const afterwards: Invalidate = ({ params: { clientId } }) => access.invalidateKey(clientId);
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createApiKey',
      scope: 'manage',
      tag,
      summary: 'Create an API key',
      description:
        'Returns the client secret, which is shown only once. An API key can only create keys ' +
        'within its own scopes and IP allow list, and none if it has a daily spend limit or a ' +
        'mandate.',
      body: ApiKeyInput,
      answer: NewApiKey,
      example: aNewApiKey,
      refusals: ['invalid_state'],
      keys: secretKeys(parts),
    },
    async (scope, { body }) => {
      const key = await createApiKey(scope, readSent(body));
      if (!(await hasManyNewKeys(scope))) await parts.notifyOfKey(scope, { event: 'created', key });
      return showNewApiKey(key, access.now());
    },
  );

  routes.write(
    `PUT ${PATH}/:clientId`,
    {
      id: 'updateApiKey',
      scope: 'manage',
      tag,
      summary: 'Update an API key',
      description:
        'Changes the fields that you send, within 30 seconds also for access tokens in use. An ' +
        'API key can only update keys within its own scopes and IP allow list.',
      params,
      body: ApiKeyUpdate,
      answer: ApiKey,
      example: anApiKey,
      refusals: ['api_key_not_found'],
      afterwards,
    },
    async (scope, { params: { clientId }, body }) => {
      const {
        removeDailySpendLimit: removesLimit = false,
        removeMandate: removesMandate = false,
        ...change
      } = readSent(body);
      const asked = { clientId, change: { ...change, removesLimit, removesMandate } };
      return showApiKey(await updateApiKey(scope, asked), access.now());
    },
  );
  declareEnds(routes, parts, afterwards);
}

function declareEnds(routes: Routes, parts: AccountParts, afterwards: Invalidate): void {
  routes.write(
    `POST ${PATH}/:clientId/rotate-secret`,
    {
      id: 'rotateApiKeySecret',
      scope: 'manage',
      tag,
      summary: 'Rotate the secret of an API key',
      description:
        'Returns a new client secret, which is shown only once. The previous secret and its ' +
        'access tokens work until `previousSecretExpiresAt`.',
      params,
      body: SecretRotation,
      answer: NewApiKey,
      example: aRotatedApiKey,
      refusals: ['api_key_not_found'],
      keys: secretKeys(parts),
      afterwards,
    },
    async (scope, { params: { clientId }, body: { previousSecretExpiresAt: until } }) => {
      const previousExpiresAt = until === undefined ? undefined : new Date(until);
      const asked = { clientId, previousExpiresAt, realNow: parts.access.now() };
      const key = await rotateSecret(scope, asked);
      await parts.notifyOfKey(scope, { event: 'rotated', key });
      return showNewApiKey(key, asked.realNow);
    },
  );

  routes.write(
    `DELETE ${PATH}/:clientId`,
    {
      id: 'revokeApiKey',
      scope: 'manage',
      tag,
      summary: 'Revoke an API key',
      description: 'The access tokens of the key stop working within 30 seconds.',
      params,
      refusals: ['api_key_not_found'],
      afterwards,
    },
    (scope, { params: { clientId } }) => revokeApiKey(scope, { clientId }),
  );
}

/** Answers with a secret rest encrypted, and are repeated without it once it has ended. */
function secretKeys({ idempotency, encryption }: AccountParts): IdempotencyKeys {
  return withoutEndedSecrets(sealAnswers(idempotency, encryption), {
    field: 'clientSecret',
    async isWorking(db, { accountId }, { clientId = '', clientSecret = '' }) {
      const present = await selectSecretHash(db, { accountId, clientId });
      return present?.equals(hashSecret(clientSecret)) ?? false;
    },
  });
}

type Invalidate = (asked: { params: { clientId: string } }) => void;

type Sent = { dailySpendLimit?: PriceInput; mandate?: MandateDraft };

function readSent<Draft extends Sent>(sent: Draft) {
  const { dailySpendLimit, mandate, ...draft } = sent;
  return {
    ...draft,
    ...(dailySpendLimit && {
      dailySpendLimitMinor: readUsd(dailySpendLimit, '/dailySpendLimit'),
    }),
    ...(mandate && { mandate: readMandate(mandate) }),
  };
}
