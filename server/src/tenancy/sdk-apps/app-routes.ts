import { Type } from 'typebox';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, RequestId } from '../../platform/http/schemas.ts';
import { showApp } from './app.ts';
import { selectApps } from './app-store.ts';
import { changeApp, registerApp, removeApp } from './change-apps.ts';
import type { SdkAppParts } from './parts.ts';
import { AppInput, AppUpdate, anSdkApp, SdkAppSchema } from './schemas.ts';

const PATH = '/gigastore/sdk/apps';
const tag = 'SDK';
const params = Type.Object({ id: RequestId });

/** Declares the apps in which an account's eSIMs are installed. */
export function declareApps(routes: Routes, parts: SdkAppParts): void {
  routes.read(
    PATH,
    {
      id: 'listSdkApps',
      scope: 'read',
      tag,
      summary: 'List apps',
      description: 'Returns the apps of the account, the oldest first.',
      answer: answer('SdkApps', { items: Type.Array(SdkAppSchema, { description: 'The apps.' }) }),
      example: { items: [anSdkApp] },
    },
    async ({ db, accountId }) => ({ items: (await selectApps(db, accountId)).map(showApp) }),
  );
  declareChanges(routes, parts);
}

function declareChanges(routes: Routes, { access }: SdkAppParts): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'registerSdkApp',
      scope: 'manage',
      tag,
      summary: 'Register an app',
      description:
        'Registers an app in which eSIMs are installed, and requests its approval by the ' +
        'platform. In a sandbox account the app works before that.',
      body: AppInput,
      answer: SdkAppSchema,
      example: anSdkApp,
      refusals: ['invalid_request', 'invalid_state'],
    },
    async (scope, { body }) =>
      showApp(await registerApp(scope, { ...body, realNow: access.now() })),
  );
  routes.write(
    `PUT ${PATH}/:id`,
    {
      id: 'updateSdkApp',
      scope: 'manage',
      tag,
      summary: 'Update an app',
      description:
        'Changes an app. Fields that you leave out stay as they are, so the answer may have ' +
        'changes of your colleagues. Approval is requested again if the team ID or a certificate ' +
        'changes; until then a live app opens no sessions. The bundle ID or the package name ' +
        'cannot change.',
      params,
      body: AppUpdate,
      answer: SdkAppSchema,
      example: anSdkApp,
      refusals: ['invalid_request', 'sdk_app_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body }) =>
      showApp(await changeApp(scope, { ...body, id, realNow: access.now() })),
  );
  routes.write(
    `DELETE ${PATH}/:id`,
    {
      id: 'removeSdkApp',
      scope: 'manage',
      tag,
      summary: 'Remove an app',
      description: 'Ends the keys and the sessions of the app at once.',
      params,
      refusals: ['sdk_app_not_found'],
    },
    (scope, { params: { id } }) => removeApp(scope, { id, realNow: access.now() }),
  );
}
