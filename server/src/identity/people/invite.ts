import { audit } from '../../kernel/context.ts';
import { isUuid, newId } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import { queueMail } from '../../messaging/mail/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import { deleteInvitation, type Invitation, upsertInvitation } from './invitation-store.ts';
import { newLinkToken } from './links.ts';
import { MAILS } from './mails.ts';
import { selectMembers, selectRoleForShare } from './member-store.ts';
import { isSignInEmail, normalEmail } from './person.ts';
import { type Role, rolesFor, SCOPES_OF_ROLE } from './roles.ts';
import { toPage } from './web-links.ts';

export const INVITATION_LIFETIME_MS = 7 * 24 * 3_600_000;

type Around = { now: Date; publicUrl: string };

/**
 * Invites an address to the organization, in a role that fits it; an older invitation to the same
 * address ends. Refuses `invalid_request`, `already_member`.
 */
export async function invite(
  scope: Scope,
  { now, publicUrl, ...asked }: { email: string; role: Role } & Around,
): Promise<Invitation> {
  const { organizationId, actor } = scope;
  const email = normalEmail(asked.email);
  if (!isSignInEmail(email)) throw invalid('/email', 'must be an e-mail address');
  const {
    name: organization,
    isPlatform,
    locale,
  } = await readOrganization(scope.db, organizationId);
  requireFit(asked.role, isPlatform);
  const members = await selectMembers(scope.db, organizationId);
  if (members.some((member) => member.email === email)) throw alreadyMember();
  if (actor.kind !== 'person') throw new Error('only people invite');
  await requireInviter(scope, actor.personId);

  const { token, tokenHash } = newLinkToken();
  const expiresAt = new Date(now.getTime() + INVITATION_LIFETIME_MS);
  const invitation = { id: newId(), email, role: asked.role, createdAt: now, expiresAt };
  const invitedBy = actor.personId;
  await upsertInvitation(scope.db, { ...invitation, organizationId, tokenHash, invitedBy });
  const { role } = invitation;
  const url = toPage(publicUrl, 'invitation', token);
  const content = MAILS[locale].invitation({ organization, inviter: actor.name, role, url });
  await queueMail(scope.db, { kind: 'invitation', to: email, locale, content, organizationId });
  audit(scope, {
    action: 'invitation.created',
    target: invitation.id,
    before: null,
    after: { email, role },
  });
  return invitation;
}

/** A removal that runs at the same moment ends this invitation too, or comes after it. */
async function requireInviter(scope: Scope, personId: string): Promise<void> {
  const { organizationId } = scope;
  const role = await selectRoleForShare(scope.db, { organizationId, personId });
  if (role && SCOPES_OF_ROLE[role].includes('team')) return;
  throw new Refusal('forbidden', 'You no longer lead this organization.');
}

/** Takes an invitation back. Refuses `invitation_not_found`. */
export async function withdrawInvitation(scope: Scope, { id }: { id: string }): Promise<void> {
  const { organizationId } = scope;
  const before = isUuid(id) ? await deleteInvitation(scope.db, { organizationId, id }) : undefined;
  if (!before) throw new Refusal('invitation_not_found', 'There is no such invitation.');
  audit(scope, { action: 'invitation.withdrawn', target: id, before, after: null });
}

/** Refuses `invalid_request` for a role of the other kind of organization. */
export function requireFit(role: Role, isPlatform: boolean): void {
  const roles = rolesFor(isPlatform);
  if (!roles.includes(role)) throw invalid('/role', `must be one of ${roles.join(', ')}`);
}

export function alreadyMember(): Refusal {
  const detail = 'This person is a member of an organization already.';
  return new Refusal('already_member', detail);
}
