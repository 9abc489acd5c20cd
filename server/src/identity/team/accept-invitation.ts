import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import {
  deleteLinks,
  hashOfLink,
  insertMember,
  insertPerson,
  linkNotFound,
  selectMembership,
  selectPersonByEmail,
  updateName,
  updateVerified,
  upsertPassword,
} from '../people/index.ts';
import { deleteSessions } from '../sessions/index.ts';
import { deleteInvitation, type OpenInvitation, selectInvitation } from './invitation-store.ts';
import { alreadyMember } from './invite.ts';

/** Returns what a link invites to. Throws `link_not_found`. */
export async function readInvitation(
  { db, now }: { db: Queryable; now: Date },
  { token }: { token: string },
): Promise<OpenInvitation> {
  const invitation = await selectInvitation(db, { tokenHash: hashOfLink(token), now });
  return invitation ?? Promise.reject(linkNotFound());
}

export type Acceptance = {
  token: string;
  /** Required for a new person; others keep their own. */
  name: string | undefined;
  passwordHash: string | undefined;
};

/**
 * Makes the person who follows the link a member: a new person, whose address the link confirms, or
 * an existing one without an organization. Returns the person. Throws `link_not_found`,
 * `already_member`, `invalid_request`.
 */
export async function acceptInvitation(
  scope: VisitTx,
  acceptance: Acceptance,
): Promise<{ personId: string; email: string }> {
  const { db, now } = scope;
  const invitation = await readInvitation(scope, acceptance);
  const { organizationId, id, email, role } = invitation;
  // First of all, so that of two at once the second waits here and finds no link.
  if (!(await deleteInvitation(db, { organizationId, id }))) throw linkNotFound();
  const personId = await findOrCreate(scope, { invitation, acceptance });
  if (!(await insertMember(db, { organizationId, personId, role, now }))) throw alreadyMember();
  audit(scope, {
    action: 'member.joined',
    target: personId,
    before: null,
    after: { email, role },
    signIn: { personId, isProved: true },
  });
  return { personId, email };
}

type Joining = { invitation: OpenInvitation; acceptance: Acceptance };

async function findOrCreate(scope: VisitTx, joining: Joining): Promise<string> {
  const { db, now } = scope;
  const { invitation } = joining;
  const known = await selectPersonByEmail(db, invitation.email);
  if (known && (await selectMembership(db, known.id))) throw alreadyMember();
  if (known?.isVerified) return known.id;

  const { name, passwordHash: hash } = requireDetails(joining.acceptance);
  const { locale } = await readOrganization(db, invitation.organizationId);
  const id = known?.id ?? newId();
  const person = { id, name, email: invitation.email, isVerified: true, locale };
  if (known) await updateName(db, { id, name, now });
  else if (!(await insertPerson(db, { ...person, createdAt: now }))) {
    // A person has just signed up with this address and now exists.
    return findOrCreate(scope, joining);
  }
  await updateVerified(db, id, now);
  await deleteLinks(db, { personId: id, kind: 'verify_email' });
  await upsertPassword(db, { id: newId(), personId: id, hash, now });
  await deleteSessions(db, id);
  return id;
}

function requireDetails({ name, passwordHash }: Acceptance) {
  if (name === undefined || !isName(name)) throw invalid('/name', NAME_RULE);
  if (passwordHash === undefined) throw invalid('/password', 'is required');
  return { name, passwordHash };
}
