import { Type } from 'typebox';
import type { Encryption } from '../../kernel/encryption.ts';
import { withoutEndedSecrets } from '../../platform/http/ended-secrets.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { sealAnswers } from '../../platform/http/sealed-answers.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { IdempotencyKeys, WriteParts } from '../../platform/http/write.ts';
import { aPersonId } from '../people/index.ts';
import { createOperatorKey } from './create-operator-key.ts';
import { mailNewOperatorKey } from './mails.ts';
import { MAX_LIFETIME_DAYS, OPERATOR_KEY_SCOPES, type OperatorKey } from './operator-key.ts';
import { revokeOperatorKey } from './revoke-operator-key.ts';
import { isInUse, listOperatorKeys } from './store.ts';

type OperatorKeyParts = WriteParts & { encryption: Encryption; config: { publicUrl: string } };

const PATH = '/operator/keys';
const tag = 'Operator: operations';

const Scopes = Type.Array(oneOf(OPERATOR_KEY_SCOPES), {
  minItems: 1,
  maxItems: OPERATOR_KEY_SCOPES.length,
  description: 'The scopes of the key: `assist` reads and answers tickets, `operate` changes.',
  examples: [['assist']],
});
const AllowList = Type.Array(Type.String(), {
  minItems: 1,
  maxItems: 100,
  description: 'The IP addresses and CIDR ranges from which the key can be used.',
  examples: [['203.0.113.7', '198.51.100.0/24']],
});
const NAME = 'The purpose of the key.';
const fields = {
  id: described(Id, 'The ID of the operator key.'),
  name: Type.String({ description: NAME }),
  scopes: Scopes,
  ipAllowList: AllowList,
  createdAt: described(Timestamp, 'When the key was created.'),
  expiresAt: described(Timestamp, 'When the key stops working.'),
  lastUsedAt: nullable(Timestamp),
  createdBy: described(
    answer('OperatorKeyCreator', {
      id: described(Id, 'The ID of the person.'),
      name: Type.String({ description: 'The name of the person who created the key.' }),
    }),
    'The person who created the key.',
  ),
};
const OperatorKeySchema = answer('OperatorKey', fields);
const NewOperatorKey = answer('CreatedOperatorKey', {
  ...fields,
  token: nullable(
    Type.String({
      description:
        'Send it as `Authorization: Bearer …`. It is shown only once; null when the request is ' +
        'repeated after the key was revoked or has expired.',
    }),
  ),
});
const aKey = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  name: 'Price sync',
  scopes: ['assist'],
  ipAllowList: ['203.0.113.7/32'],
  createdAt: '2026-04-30T09:55:36.430Z',
  expiresAt: '2026-07-29T09:55:36.430Z',
  lastUsedAt: null,
  createdBy: { id: aPersonId, name: 'Ada Lovelace' },
};

/** Keys for scripts of the platform. */
export function registerOperatorKeyRoutes(app: App, parts: OperatorKeyParts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declareChanges(routes, parts);
}

function declareList(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listOperatorKeys',
      scope: 'assist',
      tag,
      summary: 'List operator keys',
      description: 'Returns the keys that are neither revoked nor expired, without their tokens.',
      answer: answer('OperatorKeys', {
        items: Type.Array(OperatorKeySchema, { description: 'The operator keys.' }),
      }),
      example: { items: [aKey] },
    },
    async ({ db, organizationId, now }) => ({
      items: (await listOperatorKeys(db, { organizationId, now })).map(showKey),
    }),
  );
}

function declareChanges(routes: Routes, parts: OperatorKeyParts): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createOperatorKey',
      scope: 'operate',
      tag,
      summary: 'Create an operator key',
      description:
        'Creates a key with which a script calls the routes under `/operator`. An IP allow list ' +
        `and an expiry within ${MAX_LIFETIME_DAYS} days take the place of the second factor. ` +
        'Only people can create keys. The key stops working when its creator is no longer an ' +
        'operator. It cannot adjust credits or approve anything.',
      body: Type.Object({
        name: Type.String({
          maxLength: 255,
          description: NAME,
          examples: [aKey.name],
        }),
        scopes: Scopes,
        ipAllowList: AllowList,
        expiresAt: Type.String({
          format: 'date-time',
          description: `When the key expires, at most ${MAX_LIFETIME_DAYS} days from now.`,
          examples: [aKey.expiresAt],
        }),
      }),
      answer: NewOperatorKey,
      example: { ...aKey, token: `gsop_0199a1b271f47c1b8a3d0123456789ab_${'x'.repeat(43)}` },
      keys: tokenKeys(parts),
    },
    async (scope, { body }) => {
      const expiresAt = new Date(body.expiresAt);
      const { token, ...key } = await createOperatorKey(scope, { ...body, expiresAt });
      await mailNewOperatorKey(scope, { key, publicUrl: parts.config.publicUrl });
      return { ...showKey(key), token };
    },
  );
  routes.write(
    `DELETE ${PATH}/:id`,
    {
      id: 'revokeOperatorKey',
      scope: 'operate',
      tag,
      summary: 'Revoke an operator key',
      description: 'The next call with the key is refused. Only people can revoke keys.',
      params: Type.Object({ id: RequestId }),
      refusals: ['api_key_not_found'],
    },
    (scope, { params }) => revokeOperatorKey(scope, params),
  );
}

/** Answers with a token rest encrypted, and are repeated without it once the key has ended. */
function tokenKeys({ idempotency, encryption }: OperatorKeyParts): IdempotencyKeys {
  return withoutEndedSecrets(sealAnswers(idempotency, encryption), {
    field: 'token',
    isWorking: (db, _, { id = '' }) => isInUse(db, id),
  });
}

function showKey(key: OperatorKey) {
  return {
    ...key,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}
