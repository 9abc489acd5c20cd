import { type Static, Type } from 'typebox';
import { operation } from '../../platform/http/operation.ts';
import { RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import type { Invitation } from './invitation-store.ts';
import { invite, withdrawInvitation } from './invite.ts';
import type { People } from './people.ts';
import {
  aMember,
  anInvitation,
  InvitationEntry,
  MemberEntry,
  PersonEmail,
  RoleName,
  Team,
} from './schemas.ts';
import { changeRole, readTeam, removeMember } from './team.ts';

type Parts = WriteParts & { people: People };

const tag = 'Organization';

/** Who works for an organization: members, roles and invitations. */
export function registerTeamRoutes(app: App, parts: Parts): void {
  listRoute(app, parts);
  inviteRoute(app, parts);
  withdrawRoute(app, parts);
  changeRoute(app, parts);
  removeRoute(app, parts);
}

function listRoute(app: App, { db, people }: Parts): void {
  app.get(
    '/gigastore/team',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'readTeam',
        tag,
        summary: 'List the members of the organization and the open invitations',
        answer: Team,
        example: { members: [aMember], invitations: [anInvitation] },
      }),
    },
    async ({ context }) => readTeam({ ...context, db }, people.now()),
  );
}

function inviteRoute(app: App, parts: Parts): void {
  app.post(
    '/gigastore/team/invitations',
    {
      config: { scope: 'team' },
      schema: operation({
        id: 'inviteMember',
        tag,
        summary: 'Invite somebody to the organization',
        description:
          'Mails a link that can be used for 7 days. An older invitation to the same address ' +
          'ends. Roles of a reseller: owner, developer, finance, support, viewer; of the ' +
          'platform: operator, operator-support.',
        body: Type.Object({ email: PersonEmail, role: RoleName }),
        answer: InvitationEntry,
        example: anInvitation,
        refusals: ['already_member'],
      }),
    },
    (request, reply) => {
      const around = { now: parts.people.now(), publicUrl: parts.people.publicUrl };
      return write(parts, reply, async (scope) =>
        showInvitation(await invite(scope, { ...request.body, ...around })),
      );
    },
  );
}

function showInvitation(invitation: Invitation): Static<typeof InvitationEntry> {
  const { createdAt, expiresAt, ...rest } = invitation;
  return { ...rest, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

function withdrawRoute(app: App, parts: Parts): void {
  app.delete(
    '/gigastore/team/invitations/:id',
    {
      config: { scope: 'team' },
      schema: operation({
        id: 'withdrawInvitation',
        tag,
        summary: 'Take an invitation back',
        params: Type.Object({ id: RequestId }),
        status: 204,
        refusals: ['invitation_not_found'],
      }),
    },
    ({ params }, reply) =>
      write(parts, reply.code(204), (scope) => withdrawInvitation(scope, params)),
  );
}

function changeRoute(app: App, parts: Parts): void {
  app.put(
    '/gigastore/team/:personId',
    {
      config: { scope: 'team' },
      schema: operation({
        id: 'changeRole',
        tag,
        summary: 'Give a member another role',
        params: Type.Object({ personId: RequestId }),
        body: Type.Object({ role: RoleName }),
        answer: MemberEntry,
        example: aMember,
        refusals: ['person_not_found', 'last_owner'],
      }),
    },
    async ({ params, body: { role } }, reply) => {
      const personId = params.personId.toLowerCase();
      try {
        return await write(parts, reply, (scope) => changeRole(scope, { personId, role }));
      } finally {
        parts.people.sessions.forgetPerson(personId);
      }
    },
  );
}

function removeRoute(app: App, parts: Parts): void {
  app.delete(
    '/gigastore/team/:personId',
    {
      config: { scope: 'team' },
      schema: operation({
        id: 'removeMember',
        tag,
        summary: 'Take a member out of the organization',
        description: 'Its sessions end at once. The last owner stays.',
        params: Type.Object({ personId: RequestId }),
        status: 204,
        refusals: ['person_not_found', 'last_owner'],
      }),
    },
    async ({ params }, reply) => {
      const personId = params.personId.toLowerCase();
      try {
        const gone = { personId };
        return await write(parts, reply.code(204), (scope) => removeMember(scope, gone));
      } finally {
        parts.people.sessions.forgetPerson(personId);
      }
    },
  );
}
