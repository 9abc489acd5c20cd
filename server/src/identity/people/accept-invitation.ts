import { newId } from '../../kernel/ids.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import { deleteInvitation, type OpenInvitation, selectInvitation } from './invitation-store.ts';
import { alreadyMember } from './invite.ts';
import { hashOfLink, linkNotFound } from './links.ts';
import { insertMember, selectMembership } from './member-store.ts';
import {
  insertPerson,
  selectPersonByEmail,
  updateName,
  updateVerified,
  upsertPassword,
} from './person-store.ts';
import { recordOwnChange } from './record.ts';
import { deleteSessions } from './session-store.ts';
import type { Visit } from './sessions.ts';

/** What the link invites to. Refuses `link_not_found`. */
export async function readInvitation(
  db: Queryable,
  { token, now }: { token: string; now: Date },
): Promise<OpenInvitation> {
  const invitation = await selectInvitation(db, { tokenHash: hashOfLink(token), now });
  if (!invitation) throw linkNotFound();
  return invitation;
}

export type Acceptance = {
  token: string;
  /** Needed by who signs in for the first time; others keep their own. */
  name: string | undefined;
  passwordHash: string | undefined;
};

/**
 * Makes who follows the link a member: a new person, whose address the link proves, or one who is
 * there and works for nobody. Gives who it is. Refuses `link_not_found`, `already_member`,
 * `invalid_request`.
 */
export async function acceptInvitation(
  tx: Tx,
  acceptance: Acceptance,
  { now, visit }: { now: Date; visit: Visit },
): Promise<{ personId: string; email: string }> {
  const invitation = await readInvitation(tx, { token: acceptance.token, now });
  const { organizationId, id, email, role } = invitation;
  // First of all, so that of two at once the second waits here and finds no link.
  if (!(await deleteInvitation(tx, { organizationId, id }))) throw linkNotFound();
  const personId = await findOrMake(tx, { invitation, acceptance, now });
  if (!(await insertMember(tx, { organizationId, personId, role, now }))) throw alreadyMember();
  const change = { action: 'member.joined', target: personId, after: { email, role } };
  await recordOwnChange(tx, { personId, visit }, change);
  return { personId, email };
}

type Joining = { invitation: OpenInvitation; acceptance: Acceptance; now: Date };

async function findOrMake(tx: Tx, joining: Joining): Promise<string> {
  const { invitation, now } = joining;
  const known = await selectPersonByEmail(tx, invitation.email);
  if (known && (await selectMembership(tx, known.id))) throw alreadyMember();
  if (known?.isVerified) return known.id;

  const { name, passwordHash: hash } = requireDetails(joining.acceptance);
  const { locale } = await readOrganization(tx, invitation.organizationId);
  const id = known?.id ?? newId();
  const person = { id, name, email: invitation.email, isVerified: true, locale };
  if (known) await updateName(tx, { id, name, now });
  else if (!(await insertPerson(tx, { ...person, createdAt: now }))) {
    // Somebody has just signed up with this address, and is there now.
    return findOrMake(tx, joining);
  }
  await updateVerified(tx, id, now);
  await upsertPassword(tx, { id: newId(), personId: id, hash, now });
  await deleteSessions(tx, id);
  return id;
}

function requireDetails({ name, passwordHash }: Acceptance) {
  if (name === undefined || !isName(name)) throw invalid('/name', NAME_RULE);
  if (passwordHash === undefined) throw invalid('/password', 'is required');
  return { name, passwordHash };
}
