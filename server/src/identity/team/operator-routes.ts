import { type Static, Type } from 'typebox';
import { routesOf } from '../../platform/http/routes.ts';
import { RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { People } from '../sessions/index.ts';
import type { Invitation } from './invitation-store.ts';
import { approveInvitation } from './invite.ts';
import { anInvitation, InvitationEntry } from './schemas.ts';

/** New operators take two people. */
export function registerOperatorTeamRoutes(app: App, parts: WriteParts & { people: People }): void {
  const { people } = parts;
  routesOf(app, parts).write(
    'POST /operator/invitations/:id/approve',
    {
      id: 'approveInvitation',
      scope: 'operate',
      tag: 'Operator: operations',
      summary: 'Approve the invitation of an operator',
      description:
        'Mails the link. Whoever approves is another operator than the one who invited, and has ' +
        'been an operator for three days at least.',
      params: Type.Object({ id: RequestId }),
      answer: InvitationEntry,
      example: anInvitation,
      refusals: ['invitation_not_found', 'second_person_required'],
    },
    async (scope, { params: { id } }) =>
      showInvitation(await approveInvitation({ ...scope, ...invitingParts(people) }, { id })),
  );
}

/** Returns the parts that inviting needs beyond the scope of a call. */
export function invitingParts(people: People) {
  return { realNow: people.now(), publicUrl: people.publicUrl, attempts: people.attempts };
}

export function showInvitation(invitation: Invitation): Static<typeof InvitationEntry> {
  const { createdAt, expiresAt, ...rest } = invitation;
  return { ...rest, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
