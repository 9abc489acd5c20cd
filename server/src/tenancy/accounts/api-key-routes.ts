import { type Static, Type } from 'typebox';
import { readUsd } from '../../kernel/money.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, RequestId } from '../../platform/http/schemas.ts';
import { sealAnswers } from '../../platform/http/sealed-answers.ts';
import { showApiKey, showNewApiKey } from './api-key.ts';
import { listApiKeys } from './api-key-store.ts';
import { type ApiKeyDraft, createApiKey } from './create-api-key.ts';
import { withoutEndedSecrets } from './kept-secrets.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import type { AccountParts } from './routes.ts';
import { ApiKey, ApiKeyInput, aNewApiKey, anApiKey, NewApiKey } from './schemas.ts';

const PATH = '/gigastore/api-keys';
const tag = 'API keys';

export function declareApiKeys(routes: Routes, parts: AccountParts): void {
  declareReading(routes);
  declareChanges(routes, parts);
}

function declareReading(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listApiKeys',
      scope: 'read',
      tag,
      summary: 'List API keys',
      description: 'Returns the keys of the account that are not revoked, without their secrets.',
      answer: answer('ApiKeys', { items: Type.Array(ApiKey) }),
      example: { items: [anApiKey] },
    },
    async (scope) => ({ items: (await listApiKeys(scope)).map(showApiKey) }),
  );
}

function declareChanges(routes: Routes, parts: AccountParts): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createApiKey',
      scope: 'manage',
      tag,
      summary: 'Create an API key',
      description:
        'Returns the client secret, which is shown only once. An API key can only create keys ' +
        'within its own scopes and IP allow list, and none if it has a daily spend limit.',
      body: ApiKeyInput,
      answer: NewApiKey,
      example: aNewApiKey,
      refusals: ['invalid_state'],
      keys: withoutEndedSecrets(sealAnswers(parts.idempotency, parts.encryption)),
    },
    async (scope, { body }) => showNewApiKey(await createApiKey(scope, readDraft(body))),
  );

  routes.write(
    `DELETE ${PATH}/:clientId`,
    {
      id: 'revokeApiKey',
      scope: 'manage',
      tag,
      summary: 'Revoke an API key',
      description: 'The access tokens of the key stop working within 60 seconds.',
      params: Type.Object({ clientId: RequestId }),
      refusals: ['api_key_not_found'],
      afterwards: ({ params }) => parts.access.invalidateKey(params.clientId),
    },
    (scope, { params }) => revokeApiKey(scope, params),
  );
}

function readDraft({ dailySpendLimit, ...draft }: Static<typeof ApiKeyInput>): ApiKeyDraft {
  if (!dailySpendLimit) return draft;
  return { ...draft, dailySpendLimitMinor: readUsd(dailySpendLimit, '/dailySpendLimit') };
}
