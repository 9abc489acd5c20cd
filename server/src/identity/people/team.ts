import { type Context, noteChange } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import { type Invitation, selectInvitations } from './invitation-store.ts';
import { requireFit } from './invite.ts';
import {
  deleteMember,
  type Member,
  selectMembers,
  selectRolesForUpdate,
  updateRole,
} from './member-store.ts';
import { leadingRole, type Role } from './roles.ts';
import { deleteSessions } from './session-store.ts';

/** Who works for the organization, and who is invited to. */
export async function readTeam(
  db: Queryable,
  { organizationId }: Pick<Context, 'organizationId'>,
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
  tx: Tx,
  ctx: Context,
  { personId, role }: { personId: string; role: Role },
): Promise<Member> {
  const { organizationId } = ctx;
  const { isPlatform } = await readOrganization(tx, organizationId);
  requireFit(role, isPlatform);
  const before = await leaveRole(tx, ctx, { personId, isPlatform, nextRole: role });

  await updateRole(tx, { organizationId, personId, role });
  noteChange(ctx, {
    action: 'member.role_changed',
    target: personId,
    before: { role: before },
    after: { role },
  });
  const members = await selectMembers(tx, organizationId);
  return members.find((member) => member.personId === personId) ?? Promise.reject(notFound());
}

/** Takes a member out, and ends its sessions. Refuses `person_not_found`, `last_owner`. */
export async function removeMember(
  tx: Tx,
  ctx: Context,
  { personId }: { personId: string },
): Promise<void> {
  const { organizationId } = ctx;
  const { isPlatform } = await readOrganization(tx, organizationId);
  const role = await leaveRole(tx, ctx, { personId, isPlatform });

  await deleteMember(tx, { organizationId, personId });
  await deleteSessions(tx, personId);
  noteChange(ctx, { action: 'member.removed', target: personId, before: { role }, after: null });
}

/** Locks the team; gives the role of a member that somebody else can do without. */
async function leaveRole(
  tx: Tx,
  { organizationId }: Context,
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
