import { type Static, Type } from 'typebox';
import type { Encryption } from '../../kernel/encryption.ts';
import { readUsd } from '../../kernel/money.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, RequestId } from '../../platform/http/schemas.ts';
import { sealAnswers } from '../../platform/http/sealed-answers.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import type { Access } from './access.ts';
import { showApiKey, showNewApiKey } from './api-key.ts';
import { type ApiKeyDraft, createApiKey } from './create-api-key.ts';
import { withoutEndedSecrets } from './kept-secrets.ts';
import { listApiKeys } from './list-api-keys.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { AccessToken, ApiKey, ApiKeyInput, aNewApiKey, anApiKey, NewApiKey } from './schemas.ts';
import { TOKEN_LIFETIME_SECONDS } from './tokens.ts';

export type AccountParts = WriteParts & { access: Access; encryption: Encryption };

/** Authenticate, the key set and the API keys (contract sections 4.1 and 12). */
export function registerAccountRoutes(app: App, parts: AccountParts): void {
  authenticateRoute(app, parts);
  keySetRoute(app, parts);
  listRoute(app, parts);
  createRoute(app, parts);
  revokeRoute(app, parts);
}

function authenticateRoute(app: App, { access }: AccountParts): void {
  app.post(
    '/reseller/authenticate',
    {
      config: { public: true, ignoresBody: true },
      schema: operation({
        id: 'authenticate',
        tag: 'Authentication',
        summary: 'Get an access token',
        description:
          'HTTP Basic with the client id and the client secret of an API key; the body is ignored.',
        answer: AccessToken,
        example: showToken('eyJhbGciOiJSUzI1NiIs…'),
        refusals: ['invalid_credentials', 'forbidden'],
        idempotent: false,
      }),
    },
    async (request, reply) => {
      const { authorization } = request.headers;
      reply.header('Cache-Control', 'no-store');
      return showToken(
        await access.authenticateClient({ authorization, remoteAddress: request.ip }),
      );
    },
  );
}

function keySetRoute(app: App, { access }: AccountParts): void {
  app.get(
    '/.well-known/jwks.json',
    {
      config: { public: true },
      schema: operation({
        id: 'readKeySet',
        tag: 'Authentication',
        summary: 'Read the public keys that access tokens are signed with',
        answer: answer('JsonWebKeySet', { keys: Type.Array(Type.Object({})) }),
      }),
    },
    (_request, reply) => {
      reply.header('Cache-Control', 'public, max-age=60');
      return access.jwks();
    },
  );
}

function listRoute(app: App, parts: AccountParts): void {
  app.get(
    '/gigastore/api-keys',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listApiKeys',
        tag: 'API keys',
        summary: 'List the API keys of the account',
        answer: answer('ApiKeys', { items: Type.Array(ApiKey) }),
        example: { items: [anApiKey] },
      }),
    },
    async ({ context }) => ({
      items: (await listApiKeys({ ...context, db: parts.db })).map(showApiKey),
    }),
  );
}

function createRoute(app: App, parts: AccountParts): void {
  const sealing = sealAnswers(parts.idempotency, parts.encryption);
  const sealed = { ...parts, idempotency: withoutEndedSecrets(sealing) };
  app.post(
    '/gigastore/api-keys',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'createApiKey',
        tag: 'API keys',
        summary: 'Create an API key',
        description:
          'Returns the client secret, which is shown only once. An API key can only create keys ' +
          'within its own scopes and IP allow list, and none if it has a daily spend limit.',
        body: ApiKeyInput,
        answer: NewApiKey,
        example: aNewApiKey,
        refusals: ['invalid_state'],
      }),
    },
    (request, reply) => {
      reply.header('Cache-Control', 'no-store');
      const draft = readDraft(request.body);
      return write(sealed, reply, async (scope) => showNewApiKey(await createApiKey(scope, draft)));
    },
  );
}

function revokeRoute(app: App, parts: AccountParts): void {
  app.delete(
    '/gigastore/api-keys/:clientId',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'revokeApiKey',
        tag: 'API keys',
        summary: 'Revoke an API key',
        description: 'Its access tokens stop working within 60 seconds.',
        params: Type.Object({ clientId: RequestId }),
        status: 204,
        refusals: ['api_key_not_found'],
      }),
    },
    async ({ params }, reply) => {
      try {
        return await write(parts, reply.code(204), (scope) => revokeApiKey(scope, params));
      } finally {
        parts.access.invalidateKey(params.clientId);
      }
    },
  );
}

/** The wire's answer to authenticate, to the letter. */
function showToken(accessToken: string): Static<typeof AccessToken> {
  return {
    accessToken,
    expiresIn: TOKEN_LIFETIME_SECONDS,
    refreshToken: null,
    refreshExpiresIn: 0,
    tokenType: 'Bearer',
    idToken: null,
  };
}

function readDraft(body: Static<typeof ApiKeyInput>): ApiKeyDraft {
  const { dailySpendLimit, ...draft } = body;
  if (!dailySpendLimit) return draft;
  return { ...draft, dailySpendLimitMinor: readUsd(dailySpendLimit, '/dailySpendLimit') };
}
