import { Type } from 'typebox';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, described, RequestId } from '../../platform/http/schemas.ts';
import { createKey, disableKey, rotateKey } from './change-keys.ts';
import { showKey } from './key.ts';
import { selectKeys } from './key-store.ts';
import type { SdkAppParts } from './parts.ts';
import { anSdkKey, KeyInput, KeyRotation, SdkKeySchema } from './schemas.ts';

const PATH = '/gigastore/sdk/keys';
const tag = 'SDK';
const params = Type.Object({ id: described(RequestId, 'The ID of the SDK key.') });
/** An app has few keys in use; those that ended long ago are of no interest. */
const MAX_LISTED = 500;

/** Declares the publishable keys of apps. */
export function declareKeys(routes: Routes, parts: SdkAppParts): void {
  routes.read(
    PATH,
    {
      id: 'listSdkKeys',
      scope: 'read',
      tag,
      summary: 'List SDK keys',
      description: 'Returns the newest 500 keys of the account, also those that are disabled.',
      answer: answer('SdkKeys', {
        items: Type.Array(SdkKeySchema, { description: 'The keys, the newest first.' }),
      }),
      example: { items: [anSdkKey] },
    },
    async ({ db, accountId }) => {
      const keys = await selectKeys(db, { accountId, limit: MAX_LISTED });
      const realNow = parts.access.now();
      return { items: keys.map((key) => showKey(key, realNow)) };
    },
  );
  declareChanges(routes, parts);
}

function declareChanges(routes: Routes, { access }: SdkAppParts): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createSdkKey',
      scope: 'manage',
      tag,
      summary: 'Create an SDK key',
      description: 'Creates a publishable key of an app. An app has at most five keys in use.',
      body: KeyInput,
      answer: SdkKeySchema,
      example: anSdkKey,
      refusals: ['sdk_app_not_found', 'invalid_state'],
    },
    async (scope, { body: { appId } }) => {
      const realNow = access.now();
      return showKey(await createKey(scope, { appId, realNow }), realNow);
    },
  );
  routes.write(
    `POST ${PATH}/:id/rotate`,
    {
      id: 'rotateSdkKey',
      scope: 'manage',
      tag,
      summary: 'Rotate an SDK key',
      description:
        'Returns a new key of the same app. The previous key works until ' +
        '`previousKeyExpiresAt`, so that people can update the app.',
      params,
      body: KeyRotation,
      answer: SdkKeySchema,
      example: anSdkKey,
      refusals: ['invalid_request', 'sdk_key_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body: { previousKeyExpiresAt: until } }) => {
      const realNow = access.now();
      const previousExpiresAt = until === undefined ? undefined : new Date(until);
      return showKey(await rotateKey(scope, { id, previousExpiresAt, realNow }), realNow);
    },
  );
  routes.write(
    `DELETE ${PATH}/:id`,
    {
      id: 'disableSdkKey',
      scope: 'manage',
      tag,
      summary: 'Disable an SDK key',
      description: 'Ends the key and its sessions at once and for good.',
      params,
      refusals: ['sdk_key_not_found'],
    },
    (scope, { params: { id } }) => disableKey(scope, { id, realNow: access.now() }),
  );
}
