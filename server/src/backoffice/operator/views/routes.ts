import { Type } from 'typebox';
import { routesOf } from '../../../platform/http/routes.ts';
import { answer, described, Id, RequestId, Timestamp } from '../../../platform/http/schemas.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import type { OperatorParts } from '../parts.ts';
import { ReasonInput } from '../schemas.ts';
import { beginView, endView, VIEW_MINUTES } from './view-portal.ts';

const PATH = '/operator/organizations/:id/views';
const tag = 'Operator: resellers';
const scope = 'assist';
const params = Type.Object({ id: RequestId });
const AN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';

/** Reading the portal of a reseller. */
export function registerViewRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  const { people } = parts;
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createPortalView',
      scope,
      tag,
      summary: "Create a view of a reseller's portal",
      description:
        `Begins a view of ${VIEW_MINUTES} minutes. Requests of your session with the header ` +
        '`X-View-As` and the ID of the view read as the reseller; any that would change ' +
        'something is `forbidden`. The reseller sees who views and why, and the audit logs of ' +
        'both keep it.',
      params,
      body: Type.Object({ reason: ReasonInput }),
      answer: answer('PortalView', {
        id: described(Id, 'The ID of the view, for `X-View-As`.'),
        organizationId: described(Id, 'The ID of the reseller.'),
        endsAt: described(Timestamp, 'When the view ends.'),
      }),
      example: { id: AN_ID, organizationId: AN_ID, endsAt: '2026-04-30T10:25:36.430Z' },
      refusals: ['invalid_request', 'organization_not_found'],
    },
    (given, { params: { id }, body: { reason } }) =>
      beginView({ ...given, realNow: people.now() }, { id, reason }),
  );
  routes.write(
    `DELETE ${PATH}`,
    {
      id: 'endPortalView',
      scope,
      tag,
      summary: "End your view of a reseller's portal",
      description: 'Ends your views of this reseller at once. The audit logs of both say so.',
      params,
      status: 204,
      refusals: ['organization_not_found'],
    },
    (given, { params: { id } }) => endView({ ...given, realNow: people.now() }, id),
  );
}
