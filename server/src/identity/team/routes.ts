import { Type } from 'typebox';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { described, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { PersonEmail, RoleName } from '../people/index.ts';
import { registerAddressPage } from './change-address.ts';
import { type ClosingParts, registerClosingRoutes } from './closing-routes.ts';
import { registerInvitationRoutes } from './invitation-routes.ts';
import { cancelInvitation, createInvitation } from './invite.ts';
import { registerNotificationRoutes } from './notification-routes.ts';
import { invitingParts, registerOperatorTeamRoutes, showInvitation } from './operator-routes.ts';
import { registerMemberDataRoute } from './personal-data-routes.ts';
import { aMember, anInvitation, InvitationEntry, MemberEntry, Team } from './schemas.ts';
import { registerTeamSecurityRoutes } from './security-routes.ts';
import { listTeam, removeMember, updateMember } from './team.ts';

export type TeamParts = ClosingParts;

const tag = 'Organization';

/** Who works for an organization: members, roles and invitations. */
export function registerTeamRoutes(app: App, parts: TeamParts): void {
  const routes = routesOf(app, parts);
  registerInvitationRoutes(app, parts);
  registerAddressPage(app, parts);
  declareList(routes, parts);
  declareInvite(routes, parts);
  declareCancellation(routes);
  registerOperatorTeamRoutes(app, parts);
  declareMembers(routes, parts);
  registerMemberDataRoute(app, parts);
  registerTeamSecurityRoutes(app, parts);
  registerNotificationRoutes(app, parts);
  registerClosingRoutes(app, parts);
}

function declareList(routes: Routes, { people }: TeamParts): void {
  routes.read(
    '/gigastore/team',
    {
      id: 'listTeam',
      scope: 'read',
      tag,
      summary: 'List team members and open invitations',
      description: 'API keys see neither email addresses nor invitations.',
      answer: Team,
      example: { members: [aMember], invitations: [anInvitation] },
    },
    (scope) => listTeam({ ...scope, realNow: people.now() }),
  );
}

function declareInvite(routes: Routes, { people }: TeamParts): void {
  routes.write(
    'POST /gigastore/team/invitations',
    {
      id: 'createInvitation',
      scope: 'team',
      tag,
      summary: 'Create an invitation',
      description:
        'Mails a link that can be used for 7 days. An older invitation to the same address ends. ' +
        'Roles of a reseller: owner, developer, finance, support, viewer; of the platform: ' +
        'operator, operator-support. Another operator must approve the invitation of an ' +
        'operator. At most 5 mails an hour go to one address, and 50 from one organization.',
      body: Type.Object({
        email: described(PersonEmail, 'The address that the invitation is mailed to.'),
        role: described(RoleName, 'The role of the member.'),
      }),
      answer: InvitationEntry,
      example: anInvitation,
      refusals: ['already_member', 'invalid_state'],
    },
    async (scope, { body }) =>
      showInvitation(await createInvitation({ ...scope, ...invitingParts(people) }, body)),
  );
}

function declareCancellation(routes: Routes): void {
  const params = Type.Object({ id: RequestId });
  routes.write(
    'DELETE /gigastore/team/invitations/:id',
    {
      id: 'cancelInvitation',
      scope: 'team',
      tag,
      summary: 'Cancel an invitation',
      description: 'The link in the mail stops working at once.',
      params,
      status: 204,
      refusals: ['invitation_not_found'],
    },
    (scope, { params: { id } }) => cancelInvitation(scope, { id }),
  );
}

function declareMembers(routes: Routes, { people }: TeamParts): void {
  const params = Type.Object({ personId: RequestId });
  const afterwards = ({ params: { personId } }: { params: { personId: string } }) =>
    people.sessions.invalidatePerson(personId.toLowerCase());
  routes.write(
    'PUT /gigastore/team/:personId',
    {
      id: 'updateMember',
      scope: 'team',
      tag,
      summary: "Update a team member's role",
      description: 'Changes the role of the member. The last owner keeps the role.',
      params,
      body: Type.Object({ role: described(RoleName, 'The role of the member.') }),
      answer: MemberEntry,
      example: aMember,
      refusals: ['person_not_found', 'last_owner'],
      afterwards,
    },
    (scope, { params: { personId: id }, body: { role } }) => {
      const changed = { personId: id.toLowerCase(), role };
      return updateMember({ ...scope, realNow: people.now() }, changed);
    },
  );
  routes.write(
    'DELETE /gigastore/team/:personId',
    {
      id: 'removeMember',
      scope: 'team',
      tag,
      summary: 'Remove a team member',
      description:
        'Their sessions and the invitations they sent end at once, and the API keys they made ' +
        "are flagged. You can't remove the last owner.",
      params,
      status: 204,
      refusals: ['person_not_found', 'last_owner'],
      afterwards,
    },
    (scope, { params: { personId: id } }) => removeMember(scope, { personId: id.toLowerCase() }),
  );
}
