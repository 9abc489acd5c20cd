import { Type } from 'typebox';
import { routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { AuditEntrySchema, anAuditEntry } from '../../tenancy/audit/index.ts';
import { aSession, type People } from '../sessions/index.ts';
import { exportMember } from './export-member.ts';
import { aMember, anInvitation, InvitationEntry, MemberEntry } from './schemas.ts';

const MemberSession = answer('MemberSession', {
  id: described(Id, 'The ID of the session.'),
  createdAt: described(Timestamp, 'When the person signed in.'),
  expiresAt: described(Timestamp, 'When the session ends.'),
  ipAddress: nullable(Type.String({ description: 'The IP address of the session.' })),
  userAgent: nullable(Type.String({ description: 'The browser, as it named itself.' })),
});
const MemberPasskey = answer('MemberPasskey', {
  id: described(Id, 'The ID of the passkey.'),
  name: nullable(Type.String({ description: 'The name of the passkey; `null` if it has none.' })),
  createdAt: described(Timestamp, 'When the passkey was added.'),
});
const MemberMail = answer('MemberMail', {
  id: described(Id, 'The ID of the email.'),
  createdAt: described(Timestamp, 'When the email was written.'),
  kind: Type.String({ description: 'The kind of email.' }),
  subject: Type.String({ description: 'The subject of the email.' }),
  state: oneOf(['waiting', 'kept', 'sent', 'failed'], {
    description: 'Whether the email was sent. `kept` in sandbox mode, where no email is sent.',
  }),
});
const MemberPersonalData = answer('MemberPersonalData', {
  exportedAt: Timestamp,
  member: described(MemberEntry, 'The member.'),
  sessions: Type.Array(MemberSession, { description: 'The sessions of the member.' }),
  passkeys: Type.Array(MemberPasskey, { description: 'The passkeys of the member.' }),
  invitations: Type.Array(InvitationEntry, {
    description: 'Open invitations that the member sent.',
  }),
  mails: Type.Array(MemberMail, { description: 'Mails to the member.' }),
  changesBy: Type.Array(AuditEntrySchema, { description: 'Changes by the member.' }),
  changesOf: Type.Array(AuditEntrySchema, { description: 'Changes about the member.' }),
});

const { isCurrent: _, ...aMemberSession } = aSession;

/** The export of what is held about a member. */
export function registerMemberDataRoute(app: App, parts: WriteParts & { people: People }): void {
  routesOf(app, parts).read(
    '/gigastore/team/:personId/personal-data',
    {
      id: 'exportMember',
      scope: 'team',
      tag: 'Organization',
      summary: "Export a team member's personal data",
      description:
        'Returns the profile, sessions, passkeys and mails of the member, and the audit entries ' +
        'by and about the member.',
      params: Type.Object({ personId: RequestId }),
      answer: MemberPersonalData,
      example: {
        exportedAt: '2026-04-30T09:55:36.430Z',
        member: aMember,
        sessions: [aMemberSession],
        passkeys: [],
        invitations: [anInvitation],
        mails: [],
        changesBy: [anAuditEntry],
        changesOf: [],
      },
      refusals: ['person_not_found'],
    },
    (scope, { params: { personId } }) => exportMember(scope, { personId, now: parts.people.now() }),
  );
}
