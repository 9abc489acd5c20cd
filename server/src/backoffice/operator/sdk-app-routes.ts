import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Keyset } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, described, Id, oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import {
  APP_STATES,
  anSdkApp,
  type ListedApp,
  SdkAppSchema,
  selectAllApps,
  showApp,
} from '../../tenancy/sdk-apps/index.ts';
import { decideOnApp, readAnyApp } from './decide-on-app.ts';
import type { OperatorParts } from './parts.ts';

const PATH = '/operator/sdk-apps';
const tag = 'Operator: resellers';
const params = Type.Object({ id: RequestId });
const anId = '4f1eec1b-61dc-47df-91a6-0123456789ab';

const OperatorApp = answer('OperatorSdkApp', {
  ...SdkAppSchema.properties,
  accountId: described(Id, 'The ID of the account.'),
  mode: oneOf(['live', 'sandbox'], { description: 'Whether the account is live or a sandbox.' }),
  organizationId: described(Id, 'The ID of the organization.'),
  organizationName: Type.String({ description: 'The name of the organization.' }),
});
const anApp = {
  ...anSdkApp,
  accountId: anId,
  mode: 'live',
  organizationId: anId,
  organizationName: 'Acme Travel',
};

/** The apps of resellers, about which the platform decides. */
export function registerSdkAppDecisionRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declareOne(routes);
  declareDecisions(routes);
}

function declareList(routes: Routes): void {
  routes.list(
    PATH,
    {
      id: 'listResellerApps',
      scope: 'assist',
      tag,
      summary: 'List apps of resellers',
      description: 'Returns the apps of all accounts, the newest first.',
      title: 'OperatorSdkApps',
      filters: Type.Object({
        state: Type.Optional(
          oneOf(APP_STATES, { description: 'Only apps about which this was decided.' }),
        ),
        mode: Type.Optional(
          oneOf(['live', 'sandbox'], { description: 'Only apps of live or of sandbox accounts.' }),
        ),
      }),
      item: OperatorApp,
      exampleItem: anApp,
      keysetOf: ({ id }) => [id],
      keys: 1,
      show: showListed,
    },
    ({ db }, { filters: { state, mode }, after, limit }) =>
      selectAllApps(db, { state, mode, before: after && toId(after), limit }),
  );
}

function declareOne(routes: Routes): void {
  routes.read(
    `${PATH}/:id`,
    {
      id: 'getResellerApp',
      scope: 'assist',
      tag,
      summary: 'Retrieve an app of a reseller',
      description: 'Returns an app of any account, unless it was removed.',
      params,
      answer: OperatorApp,
      example: anApp,
      refusals: ['sdk_app_not_found'],
    },
    async ({ db }, { params: { id } }) => showListed(await readAnyApp(db, id)),
  );
}

function declareDecisions(routes: Routes): void {
  const common = { scope: 'operate', tag, params, answer: OperatorApp } as const;
  routes.write(
    `POST ${PATH}/:id/approve`,
    {
      ...common,
      id: 'approveSdkApp',
      summary: 'Approve an app',
      description:
        'Lets the app install eSIMs of its live account, and lists it in the association files ' +
        'of the hosts of installation pages.',
      example: { ...anApp, state: 'approved', decidedAt: anApp.requestedAt },
      refusals: ['sdk_app_not_found', 'invalid_state'],
    },
    async (scope, { params: { id } }) =>
      showListed(await decideOnApp(scope, { id, state: 'approved', reason: null })),
  );
  routes.write(
    `POST ${PATH}/:id/reject`,
    {
      ...common,
      id: 'rejectSdkApp',
      summary: 'Reject an app',
      description: 'Ends the sessions of the app at once, also if it was approved before.',
      body: Type.Object({
        reason: Type.String({
          minLength: 1,
          maxLength: 1_000,
          description: 'Why the app is rejected. The reseller can read it.',
          examples: ['The certificate is that of another company.'],
        }),
      }),
      example: {
        ...anApp,
        state: 'rejected',
        rejectionReason: 'The certificate is that of another company.',
        decidedAt: anApp.requestedAt,
      },
      refusals: ['invalid_request', 'sdk_app_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body: { reason } }) =>
      showListed(await decideOnApp(scope, { id, state: 'rejected', reason })),
  );
}

/** Throws if a client has made the cursor up. */
function toId([id = '']: Keyset): string {
  if (isUuid(id)) return id;
  throw invalid('/after', 'must be a nextCursor of this list');
}

function showListed(app: ListedApp) {
  const { accountId, mode, organizationId, organizationName } = app;
  return { ...showApp(app), accountId, mode, organizationId, organizationName };
}
