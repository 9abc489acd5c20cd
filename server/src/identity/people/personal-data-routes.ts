import { Type } from 'typebox';
import type { Queryable } from '../../platform/db/database.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, Id, nullable, oneOf, RequestId, Timestamp } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { AuditEntrySchema, anAuditEntry } from '../../tenancy/audit/index.ts';
import { exportMember } from './export-member.ts';
import type { People } from './people.ts';
import { aMember, anInvitation, aSession, InvitationEntry, MemberEntry } from './schemas.ts';

const MemberSession = answer('MemberSession', {
  id: Id,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  ipAddress: nullable(Type.String()),
  userAgent: nullable(Type.String()),
});
const MemberPasskey = answer('MemberPasskey', {
  id: Id,
  name: nullable(Type.String()),
  createdAt: Timestamp,
});
const MemberMail = answer('MemberMail', {
  id: Id,
  createdAt: Timestamp,
  kind: Type.String(),
  subject: Type.String(),
  state: oneOf(['waiting', 'kept', 'sent', 'failed']),
});
const MemberPersonalData = answer('MemberPersonalData', {
  exportedAt: Timestamp,
  member: MemberEntry,
  sessions: Type.Array(MemberSession),
  passkeys: Type.Array(MemberPasskey),
  invitations: Type.Array(InvitationEntry, { description: 'Open ones that the member sent.' }),
  mails: Type.Array(MemberMail, { description: 'What was written to the member.' }),
  changesBy: Type.Array(AuditEntrySchema, { description: 'What the member changed.' }),
  changesOf: Type.Array(AuditEntrySchema, { description: 'What was changed about it.' }),
});

const { isCurrent: _, ...aMemberSession } = aSession;

/** What a member may ask to see. */
export function registerMemberDataRoute(
  app: App,
  { db, people }: { db: Queryable; people: People },
): void {
  app.get(
    '/gigastore/team/:personId/personal-data',
    {
      config: { scope: 'team' },
      schema: operation({
        id: 'exportMember',
        tag: 'Organization',
        summary: 'Export everything that is held about a member',
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
      }),
    },
    ({ context, params: { personId } }) =>
      exportMember({ ...context, db }, { personId, now: people.now() }),
  );
}
