import { readMailsOf } from '../../messaging/mail/index.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { readChangesBy, readChangesOf, showAuditEntry } from '../../tenancy/audit/index.ts';
import { selectPasskeys } from '../passkeys/index.ts';
import { selectMembers } from '../people/index.ts';
import { selectSessions } from '../sessions/index.ts';
import { selectInvitationsBy } from './invitation-store.ts';
import { notFound } from './team.ts';

/**
 * Returns everything that is held about a member: name and address, sessions, invitations sent,
 * mails received, and the changes by and about the member; nothing with which one could sign in.
 * Throws `person_not_found`.
 */
export async function exportMember(
  { db, organizationId }: Pick<ReadScope, 'db' | 'organizationId'>,
  of: { personId: string; now: Date },
) {
  const members = await selectMembers(db, organizationId);
  const member = members.find(({ personId }) => personId === of.personId.toLowerCase());
  if (!member) throw notFound();
  const { personId, email: to } = member;
  const [sessions, passkeys, invitations, mails, changesBy, changesOf] = await Promise.all([
    selectSessions(db, personId),
    selectPasskeys(db, personId),
    selectInvitationsBy(db, { organizationId, personId }),
    readMailsOf(db, { organizationId, to }),
    readChangesBy(db, organizationId, personId),
    readChangesOf(db, organizationId, [personId]),
  ]);
  return {
    exportedAt: of.now.toISOString(),
    member,
    sessions,
    passkeys: passkeys.map(({ id, name, createdAt }) => ({ id, name, createdAt })),
    invitations,
    mails,
    changesBy: changesBy.map(showAuditEntry),
    changesOf: changesOf.map(showAuditEntry),
  };
}
