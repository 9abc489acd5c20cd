import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Role } from '../people/index.ts';

export type Invitation = {
  id: string;
  email: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
  /** Whether another operator has to approve it before its link is mailed. */
  needsApproval: boolean;
};

const listed = sql`
  id, email, role, created_at as "createdAt", expires_at as "expiresAt",
  needs_approval as "needsApproval"`;

/** Inserts an invitation, which replaces an older one to the same address. */
export async function upsertInvitation(
  tx: Tx,
  invitation: Invitation & { organizationId: string; tokenHash: Buffer; invitedBy: string },
): Promise<void> {
  await tx.run(sql`
    insert into invitations (organization_id, id, email, is_platform, role, token_hash,
      invited_by, created_at, expires_at, needs_approval)
    select id, ${invitation.id}, ${invitation.email}, is_platform, ${invitation.role},
      ${invitation.tokenHash}, ${invitation.invitedBy}, ${invitation.createdAt},
      ${invitation.expiresAt}, ${invitation.needsApproval}
    from organizations
    where id = ${invitation.organizationId}
    on conflict (organization_id, email) do update
    set id = excluded.id, role = excluded.role, token_hash = excluded.token_hash,
      invited_by = excluded.invited_by, created_at = excluded.created_at,
      expires_at = excluded.expires_at, needs_approval = excluded.needs_approval,
      approved_by = null`);
}

/** Returns the invitations that can still be accepted, oldest first. */
export async function selectInvitations(
  db: Queryable,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<Invitation[]> {
  return await db.rows<Invitation>(sql`
    select ${listed}
    from invitations
    where organization_id = ${organizationId}
      and expires_at > ${now}
    order by created_at, id`);
}

/** Returns the invitations that a person sent, oldest first. */
export function selectInvitationsBy(
  db: Queryable,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<Invitation[]> {
  return db.rows<Invitation>(sql`
    select ${listed}
    from invitations
    where organization_id = ${organizationId}
      and invited_by = ${personId}
    order by created_at, id`);
}

export async function deleteInvitation(
  tx: Tx,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<Pick<Invitation, 'email' | 'role'> | undefined> {
  return await tx.row<Pick<Invitation, 'email' | 'role'>>(sql`
    delete from invitations
    where organization_id = ${organizationId}
      and id = ${id}
    returning email, role`);
}

/**
 * Deletes the invitations that a person sent or approved, and returns them: also those of a person
 * of the platform to the owners of resellers.
 */
export function deleteInvitationsBy(
  tx: Tx,
  { personId }: { personId: string },
): Promise<Pick<Invitation, 'id' | 'email' | 'role'>[]> {
  return tx.rows<Pick<Invitation, 'id' | 'email' | 'role'>>(sql`
    delete from invitations
    where invited_by = ${personId}
      or approved_by = ${personId}
    returning id, email, role`);
}

export type OpenInvitation = {
  organizationId: string;
  organization: string;
  id: string;
  email: string;
  role: Role;
  /** Whether a person with this address already exists. */
  isKnown: boolean;
};

/** Returns an invitation that waits for approval, locked, with who sent it. */
export async function selectWaitingForUpdate(
  tx: Tx,
  { organizationId, id, now }: { organizationId: string; id: string; now: Date },
): Promise<(Invitation & { invitedBy: string }) | undefined> {
  return await tx.row<Invitation & { invitedBy: string }>(sql`
    select ${listed}, invited_by as "invitedBy"
    from invitations
    where organization_id = ${organizationId}
      and id = ${id}
      and expires_at > ${now}
      and needs_approval
    for update`);
}

/** Approves an invitation, which gets the link that is mailed now. */
export async function updateApproval(
  tx: Tx,
  approved: {
    organizationId: string;
    id: string;
    approvedBy: string;
    tokenHash: Buffer;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.run(sql`
    update invitations
    set needs_approval = false, approved_by = ${approved.approvedBy},
      token_hash = ${approved.tokenHash}, expires_at = ${approved.expiresAt}
    where organization_id = ${approved.organizationId}
      and id = ${approved.id}`);
}

/** Returns what a mailed link invites to. */
export async function selectInvitation(
  db: Queryable,
  { tokenHash, now }: { tokenHash: Buffer; now: Date },
): Promise<OpenInvitation | undefined> {
  return await db.row<OpenInvitation>(sql`
    select invitations.organization_id as "organizationId", organizations.name as organization,
      invitations.id, invitations.email, invitations.role,
      exists (
        select 1 from people
        where people.email = invitations.email
          and people.email_verified
      ) as "isKnown"
    from invitations
    join organizations on organizations.id = invitations.organization_id
    where invitations.token_hash = ${tokenHash}
      and invitations.expires_at > ${now}
      and not invitations.needs_approval`);
}

/** Deletes all invitations of an organization. */
export async function deleteAllInvitations(tx: Tx, organizationId: string): Promise<void> {
  await tx.run(sql`delete from invitations where organization_id = ${organizationId}`);
}
