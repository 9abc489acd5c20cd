import { audit } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { flagKeysOf } from '../../tenancy/accounts/index.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import { deleteInvitationsBy, type Invitation, selectInvitations } from './invitation-store.ts';
import { requireFit } from './invite.ts';
import {
  deleteMember,
  type Member,
  selectMembers,
  selectRolesForUpdate,
  updateRole,
} from './member-store.ts';
import { leadingRole, type Role, SCOPES_OF_ROLE } from './roles.ts';
import { deleteSessions } from './session-store.ts';

/** Who works for the organization, and who is invited to. */
export async function readTeam(
  { db, organizationId }: Pick<ReadScope, 'db' | 'organizationId'>,
  now: Date,
): Promise<{ members: Member[]; invitations: Invitation[] }> {
  const [members, invitations] = await Promise.all([
    selectMembers(db, organizationId),
    selectInvitations(db, { organizationId, now }),
  ]);
  return { members, invitations };
}

/**
 * Gives a member another role. Refuses `invalid_request` (a role of the other kind of
 * organization), `person_not_found`, `last_owner`.
 */
export async function changeRole(
  scope: Scope,
  { personId, role }: { personId: string; role: Role },
): Promise<Member> {
  const { organizationId } = scope;
  const { isPlatform } = await readOrganization(scope.db, organizationId);
  requireFit(role, isPlatform);
  const before = await leaveRole(scope, { personId, isPlatform, nextRole: role });

  await updateRole(scope.db, { organizationId, personId, role });
  if (!SCOPES_OF_ROLE[role].includes('team')) await endInvitationsOf(scope, personId);
  audit(scope, {
    action: 'member.role_changed',
    target: personId,
    before: { role: before },
    after: { role },
  });
  const members = await selectMembers(scope.db, organizationId);
  return members.find((member) => member.personId === personId) ?? Promise.reject(notFound());
}

/** Takes a member out, and ends its sessions. Refuses `person_not_found`, `last_owner`. */
export async function removeMember(
  scope: Scope,
  { personId }: { personId: string },
): Promise<void> {
  const { organizationId } = scope;
  const { isPlatform } = await readOrganization(scope.db, organizationId);
  const role = await leaveRole(scope, { personId, isPlatform });

  await deleteMember(scope.db, { organizationId, personId });
  await deleteSessions(scope.db, personId);
  await endInvitationsOf(scope, personId);
  const apiKeys = await flagKeysOf(scope.db, { organizationId, personId });
  audit(scope, {
    action: 'member.removed',
    target: personId,
    before: { role },
    after: apiKeys.length > 0 ? { apiKeys } : null,
  });
}

/** Whoever may not invite any more must not come back by an invitation of their own. */
async function endInvitationsOf(scope: Scope, personId: string): Promise<void> {
  const { organizationId } = scope;
  const ended = await deleteInvitationsBy(scope.db, { organizationId, personId });
  for (const { id, email, role } of ended) {
    const before = { email, role };
    audit(scope, { action: 'invitation.withdrawn', target: id, before, after: null });
  }
}

/** Locks the team; gives the role of a member that somebody else can do without. */
async function leaveRole(
  { db: tx, organizationId }: Scope,
  { personId, isPlatform, nextRole }: { personId: string; isPlatform: boolean; nextRole?: Role },
): Promise<Role> {
  const roles = isUuid(personId) ? await selectRolesForUpdate(tx, organizationId) : [];
  const member = roles.find((each) => each.personId === personId);
  if (!member) throw notFound();
  const leading = leadingRole(isPlatform);
  const leaders = roles.filter(({ role }) => role === leading);
  const isLast = member.role === leading && leaders.length === 1;
  if (isLast && nextRole !== leading) throw lastOwner(leading);
  return member.role;
}

/** The refusal for an id that names no member of the organization. */
export function notFound(): Refusal {
  return new Refusal('person_not_found', 'Your organization has no such member.');
}

function lastOwner(leading: Role): Refusal {
  return new Refusal('last_owner', `An organization needs one ${leading} at least.`);
}
