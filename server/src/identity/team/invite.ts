import { audit } from '../../kernel/context.ts';
import { isUuid, newId } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import { queueMail } from '../../messaging/mail/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import {
  type Attempts,
  isSignInEmail,
  leadingRole,
  linkUrl,
  newLinkToken,
  normalEmail,
  type Role,
  rolesFor,
  SCOPES_OF_ROLE,
  selectMembers,
  selectRoleForShare,
} from '../people/index.ts';
import {
  deleteInvitation,
  type Invitation,
  selectInvitations,
  selectWaitingForUpdate,
  updateApproval,
  upsertInvitation,
} from './invitation-store.ts';
import { INVITATION_MAIL } from './mails.ts';
import { requireSeniorOperator } from './senior-operator.ts';

const INVITATION_LIFETIME_MS = 7 * 24 * 3_600_000;
/** Keeps the list, which has no pages, one answer of a sane size. */
const MAX_OPEN_INVITATIONS = 100;
const MAX_MEMBERS = 500;

/** `now` is real time, and not the account's. */
export type InviteScope = Scope & { realNow: Date; publicUrl: string; attempts: Attempts };

/**
 * Invites an address to the organization, in a role that fits it; an older invitation to the same
 * address ends. One of an operator waits for the approval of another operator. Throws
 * `invalid_request`, `already_member`, `forbidden` (the only operator invites another),
 * `invalid_state` (too many), `rate_limited`.
 */
export async function createInvitation(
  scope: InviteScope,
  asked: { email: string; role: Role },
): Promise<Invitation> {
  const { organizationId, actor } = scope;
  const email = normalEmail(asked.email);
  if (!isSignInEmail(email)) throw invalid('/email', 'must be an email address');
  const { isPlatform } = await readOrganization(scope.db, organizationId);
  requireFit(asked.role, isPlatform);
  const members = await selectMembers(scope.db, organizationId);
  if (members.some((member) => member.email === email)) throw alreadyMember();
  if (actor.kind !== 'person') throw new Error('only people invite');
  await requireInviter(scope, actor.personId);
  const needsApproval = isPlatform && asked.role === leadingRole(isPlatform);
  if (needsApproval) requireColleague(members.filter(({ role }) => role === asked.role).length);
  await requireRoom(scope, { email, members: members.length });
  const { role } = asked;
  const invitedBy = actor.personId;
  const invitation = await addInvitation(scope, { email, role, invitedBy, needsApproval });
  const after = { email, role };
  audit(scope, { action: 'invitation.created', target: invitation.id, before: null, after });
  return invitation;
}

/**
 * Invites an owner to a reseller, as a person of the platform; `scope.organizationId` is the
 * reseller's. Returns the invitation, which the caller audits. Throws `already_member`,
 * `forbidden` (the caller is a key), `invalid_request`, `invalid_state` (too many),
 * `rate_limited`.
 */
export async function inviteOwner(
  scope: InviteScope,
  asked: { email: string },
): Promise<Invitation> {
  const { organizationId, actor } = scope;
  const email = normalEmail(asked.email);
  if (!isSignInEmail(email)) throw invalid('/email', 'must be an email address');
  if (actor.kind !== 'person') {
    throw new Refusal('forbidden', 'Only people invite; an operator key cannot.');
  }
  const members = await selectMembers(scope.db, organizationId);
  if (members.some((member) => member.email === email)) throw alreadyMember();
  await requireRoom(scope, { email, members: members.length });
  const role = leadingRole(false);
  const invitedBy = actor.personId;
  return addInvitation(scope, { email, role, invitedBy, needsApproval: false });
}

type NewInvitation = Pick<Invitation, 'email' | 'role' | 'needsApproval'> & { invitedBy: string };

async function addInvitation(
  scope: InviteScope,
  { invitedBy, ...invited }: NewInvitation,
): Promise<Invitation> {
  const { organizationId, realNow: createdAt } = scope;
  const { token, tokenHash } = newLinkToken();
  const expiresAt = new Date(createdAt.getTime() + INVITATION_LIFETIME_MS);
  const invitation = { id: newId(), createdAt, expiresAt, ...invited };
  await upsertInvitation(scope.db, { ...invitation, organizationId, tokenHash, invitedBy });
  const { email, role, needsApproval } = invited;
  if (!needsApproval) await mailInvitation(scope, { email, role, token });
  return invitation;
}

/**
 * Approves the invitation of an operator, as another operator than the one who sent it, and mails
 * its link. Throws `invitation_not_found`, `second_person_required`.
 */
export async function approveInvitation(
  scope: InviteScope,
  { id }: { id: string },
): Promise<Invitation> {
  const { organizationId, actor, realNow } = scope;
  const asked = { organizationId, id, now: realNow };
  const waiting = isUuid(id) ? await selectWaitingForUpdate(scope.db, asked) : undefined;
  if (!waiting) throw invitationNotFound();
  const { invitedBy, ...invitation } = waiting;
  if (actor.kind !== 'person' || actor.personId === invitedBy) {
    throw new Refusal('second_person_required', 'Another operator must approve this invitation.');
  }
  await requireSeniorOperator(scope, { since: invitation.createdAt, realNow });

  const { token, tokenHash } = newLinkToken();
  const expiresAt = new Date(realNow.getTime() + INVITATION_LIFETIME_MS);
  const approvedBy = actor.personId;
  await updateApproval(scope.db, { organizationId, id, approvedBy, tokenHash, expiresAt });
  const { email, role } = invitation;
  await mailInvitation(scope, { email, role, token });
  const after = { email, role };
  audit(scope, { action: 'invitation.approved', target: id, before: null, after });
  return { ...invitation, expiresAt, needsApproval: false };
}

async function mailInvitation(
  scope: InviteScope,
  { email, role, token }: { email: string; role: Role; token: string },
): Promise<void> {
  const { organizationId, actor, publicUrl } = scope;
  await scope.attempts.beginMailOf(scope.db, { organizationId, email });
  const { name: organization, locale } = await readOrganization(scope.db, organizationId);
  const inviter = actor.name ?? '';
  const url = linkUrl(publicUrl, 'invitation', token);
  const content = INVITATION_MAIL[locale]({ organization, inviter, role, url });
  await queueMail(scope.db, { kind: 'invitation', to: email, locale, content, organizationId });
}

/** A removal that runs at the same moment ends this invitation too, or comes after it. */
async function requireInviter(scope: Scope, personId: string): Promise<void> {
  const { organizationId } = scope;
  const role = await selectRoleForShare(scope.db, { organizationId, personId });
  if (role && SCOPES_OF_ROLE[role].includes('team')) return;
  throw new Refusal('forbidden', 'You can no longer invite members to this organization.');
}

function requireColleague(operators: number): void {
  if (operators > 1) return;
  const detail =
    'The only operator cannot invite another. Run `gigastore create-operator` on the server.';
  throw new Refusal('forbidden', detail);
}

async function requireRoom(
  { db, organizationId, realNow: now }: InviteScope,
  { email, members }: { email: string; members: number },
): Promise<void> {
  const open = await selectInvitations(db, { organizationId, now });
  const others = open.filter((each) => each.email !== email).length;
  if (others < MAX_OPEN_INVITATIONS && members < MAX_MEMBERS) return;
  const detail =
    `An organization has at most ${MAX_OPEN_INVITATIONS} open invitations and ` +
    `${MAX_MEMBERS} members. Cancel an invitation first.`;
  throw new Refusal('invalid_state', detail);
}

/** Cancels an invitation. Throws `invitation_not_found`. */
export async function cancelInvitation(scope: Scope, { id }: { id: string }): Promise<void> {
  const { organizationId } = scope;
  const before = isUuid(id) ? await deleteInvitation(scope.db, { organizationId, id }) : undefined;
  if (!before) throw invitationNotFound();
  audit(scope, { action: 'invitation.withdrawn', target: id, before, after: null });
}

/** Throws `invalid_request` for a role of the other kind of organization. */
export function requireFit(role: Role, isPlatform: boolean): void {
  const roles = rolesFor(isPlatform);
  if (!roles.includes(role)) throw invalid('/role', `must be one of ${roles.join(', ')}`);
}

export function alreadyMember(): Refusal {
  const detail = 'This person is already a member of an organization.';
  return new Refusal('already_member', detail);
}

function invitationNotFound(): Refusal {
  return new Refusal('invitation_not_found', 'Your organization has no invitation with this ID.');
}
