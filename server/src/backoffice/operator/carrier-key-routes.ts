import { Type } from 'typebox';
import type { ListedKey } from '../../connectivity/carriers/index.ts';
import { findCarrierKey, listCarrierKeys } from '../../connectivity/carriers/index.ts';
import { withoutEndedSecrets } from '../../platform/http/ended-secrets.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, described, nullable, RequestId, Timestamp } from '../../platform/http/schemas.ts';
import { sealAnswers } from '../../platform/http/sealed-answers.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { IdempotencyKeys } from '../../platform/http/write.ts';
import { endCarrierKey, makeCarrierKey } from './carrier-key-changes.ts';
import type { OperatorParts } from './parts.ts';
import { CarrierName } from './profile-import-routes.ts';

const PATH = '/operator/carrier-keys';
const tag = 'Operator: operations';

const fields = {
  keyId: Type.String({
    description: 'The ID of the key, which is the user name of HTTP Basic.',
    examples: ['carrier_5f0c1e9a7b3d2468ace01357'],
  }),
  carrier: Type.String({ description: 'The name of the carrier.' }),
  createdAt: described(Timestamp, 'When the key was created.'),
  lastUsedAt: described(nullable(Timestamp), 'When the key was last used, to the minute.'),
  revokedAt: described(nullable(Timestamp), 'When the key was revoked; `null` if it was not.'),
};
const aKey = {
  keyId: 'carrier_5f0c1e9a7b3d2468ace01357',
  carrier: 'alpine',
  createdAt: '2026-04-30T09:55:36.430Z',
  lastUsedAt: null,
  revokedAt: null,
};

/** The keys with which carriers report usage and profile events. */
export function registerCarrierKeyRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declareChanges(routes, parts);
}

function declareList(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listCarrierKeys',
      scope: 'assist',
      tag,
      summary: 'List carrier keys',
      description: 'Returns the keys of all carriers, those in use first, without their secrets.',
      answer: answer('CarrierKeys', {
        items: Type.Array(answer('CarrierKey', fields), { description: 'The carrier keys.' }),
      }),
      example: { items: [aKey] },
    },
    async ({ db }) => ({ items: (await listCarrierKeys(db)).map(showKey) }),
  );
}

function declareChanges(routes: Routes, parts: OperatorParts): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createCarrierKey',
      scope: 'operate',
      tag,
      summary: 'Create a carrier key',
      description:
        'Creates a key with which a carrier reports usage and profile events of its own ' +
        'profiles, by HTTP Basic authentication.',
      body: Type.Object({ carrier: CarrierName }),
      answer: answer('CreatedCarrierKey', {
        ...fields,
        secret: nullable(
          Type.String({
            description:
              'The password of HTTP Basic. It is shown only once; `null` when the request is ' +
              'repeated after the key was revoked.',
          }),
        ),
      }),
      example: { ...aKey, secret: 'x'.repeat(43) },
      keys: secretKeys(parts),
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => {
      const { secret, ...key } = await makeCarrierKey(scope, body);
      return { ...showKey(key), secret };
    },
  );
  routes.write(
    `DELETE ${PATH}/:id`,
    {
      id: 'revokeCarrierKey',
      scope: 'operate',
      tag,
      summary: 'Revoke a carrier key',
      description: 'The next call with the key is refused.',
      params: Type.Object({ id: described(RequestId, 'The `keyId` of the key.') }),
      refusals: ['api_key_not_found'],
    },
    (scope, { params }) => endCarrierKey(scope, params),
  );
}

/** Answers with a secret rest encrypted, and are repeated without it once the key has ended. */
function secretKeys({ idempotency, encryption }: OperatorParts): IdempotencyKeys {
  return withoutEndedSecrets(sealAnswers(idempotency, encryption), {
    field: 'secret',
    async isWorking(db, _, { keyId = '' }) {
      const key = await findCarrierKey(db, keyId);
      return key !== undefined && key.revokedAt === null;
    },
  });
}

function showKey({ createdAt, lastUsedAt, revokedAt, ...key }: ListedKey) {
  return {
    ...key,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
