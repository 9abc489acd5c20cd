import { stopBatchesOf } from '../../commerce/sale-batches/index.ts';
import { audit } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { flagKeysOf, listAccounts } from '../../tenancy/accounts/index.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import {
  deleteMember,
  leadingRole,
  type Member,
  type Role,
  SCOPES_OF_ROLE,
  selectMembers,
  selectRolesForUpdate,
  updateRole,
} from '../people/index.ts';
import { deleteSessions } from '../sessions/index.ts';
import { deleteInvitationsBy, type Invitation, selectInvitations } from './invitation-store.ts';
import { requireFit } from './invite.ts';

/** A member as shown to a caller; API keys do not see email addresses. */
export type ShownMember = Omit<Member, 'email'> & { email: string | null };

/** Returns the members of the organization and, to people, its open invitations. */
export async function listTeam({
  db,
  organizationId,
  actor,
  realNow: now,
}: Pick<ReadScope, 'db' | 'organizationId' | 'actor'> & { realNow: Date }): Promise<{
  members: ShownMember[];
  invitations: Invitation[];
}> {
  const [members, invitations] = await Promise.all([
    selectMembers(db, organizationId),
    selectInvitations(db, { organizationId, now }),
  ]);
  if (actor.kind === 'person') return { members, invitations };
  return { members: members.map((member) => ({ ...member, email: null })), invitations: [] };
}

/**
 * Changes a member's role. Throws `invalid_request` (a role of the other kind of organization),
 * `person_not_found`, `last_owner`, `forbidden` (one operator alone cannot make another).
 */
export async function updateMember(
  scope: Scope & { realNow: Date },
  { personId, role }: { personId: string; role: Role },
): Promise<Member> {
  const { organizationId, realNow: now } = scope;
  const { isPlatform } = await readOrganization(scope.db, organizationId);
  requireFit(role, isPlatform);
  const before = await leaveRole(scope, { personId, isPlatform, nextRole: role });
  if (role === 'operator' && before !== role) throw notAlone();

  await updateRole(scope.db, { organizationId, personId, role, now });
  if (!SCOPES_OF_ROLE[role].includes('team')) await endInvitationsOf(scope, personId);
  if (!SCOPES_OF_ROLE[role].includes('sell')) await stopSelling(scope, personId);
  audit(scope, {
    action: 'member.role_changed',
    target: personId,
    before: { role: before },
    after: { role },
  });
  const members = await selectMembers(scope.db, organizationId);
  return members.find((member) => member.personId === personId) ?? Promise.reject(notFound());
}

/**
 * Removes a member, and ends their sessions, invitations and batches of sales. Throws
 * `person_not_found`, `last_owner`.
 */
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
  await stopSelling(scope, personId);
  const apiKeys = await flagKeysOf(scope.db, { organizationId, personId });
  audit(scope, {
    action: 'member.removed',
    target: personId,
    before: { role },
    after: apiKeys.length > 0 ? { apiKeys } : null,
  });
}

async function stopSelling({ db, organizationId }: Scope, personId: string): Promise<void> {
  for (const { id: accountId } of await listAccounts(db, organizationId)) {
    await stopBatchesOf(db, { accountId, personId });
  }
}

/** A member who may not invite any more must not return by an invitation of their own. */
async function endInvitationsOf(scope: Scope, personId: string): Promise<void> {
  const ended = await deleteInvitationsBy(scope.db, { personId });
  for (const { id, email, role } of ended) {
    const before = { email, role };
    audit(scope, { action: 'invitation.withdrawn', target: id, before, after: null });
  }
}

/** Locks the team, and returns the role of a member who is not its last owner. */
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

/** Returns the refusal for an ID that names no member of the organization. */
export function notFound(): Refusal {
  return new Refusal('person_not_found', 'Your organization has no member with this ID.');
}

function lastOwner(leading: Role): Refusal {
  return new Refusal('last_owner', `An organization needs at least one ${leading}.`);
}

function notAlone(): Refusal {
  const detail =
    'One operator alone cannot make another. Remove the member and invite them as an operator; ' +
    'another operator then approves the invitation.';
  return new Refusal('forbidden', detail);
}
