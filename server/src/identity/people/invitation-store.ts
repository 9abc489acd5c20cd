import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Role } from './roles.ts';

export type Invitation = {
  id: string;
  email: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
};

/** A new one takes the place of an older one to the same address. */
export async function upsertInvitation(
  tx: Tx,
  invitation: Invitation & { organizationId: string; tokenHash: Buffer; invitedBy: string },
): Promise<void> {
  await tx.run(sql`
    insert into invitations (organization_id, id, email, is_platform, role, token_hash,
      invited_by, created_at, expires_at)
    select id, ${invitation.id}, ${invitation.email}, is_platform, ${invitation.role},
      ${invitation.tokenHash}, ${invitation.invitedBy}, ${invitation.createdAt},
      ${invitation.expiresAt}
    from organizations
    where id = ${invitation.organizationId}
    on conflict (organization_id, email) do update
    set id = excluded.id, role = excluded.role, token_hash = excluded.token_hash,
      invited_by = excluded.invited_by, created_at = excluded.created_at,
      expires_at = excluded.expires_at`);
}

/** Those that can still be accepted, oldest first. */
export async function selectInvitations(
  db: Queryable,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<Invitation[]> {
  return await db.rows<Invitation>(sql`
    select id, email, role, created_at as "createdAt", expires_at as "expiresAt"
    from invitations
    where organization_id = ${organizationId}
      and expires_at > ${now}
    order by created_at, id`);
}

/** Those that a person sent, oldest first. */
export function selectInvitationsBy(
  db: Queryable,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<Invitation[]> {
  return db.rows<Invitation>(sql`
    select id, email, role, created_at as "createdAt", expires_at as "expiresAt"
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

/** Deletes the invitations that a person sent and returns them, oldest first. */
export function deleteInvitationsBy(
  tx: Tx,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<Pick<Invitation, 'id' | 'email' | 'role'>[]> {
  return tx.rows<Pick<Invitation, 'id' | 'email' | 'role'>>(sql`
    delete from invitations
    where organization_id = ${organizationId}
      and invited_by = ${personId}
    returning id, email, role`);
}

export type OpenInvitation = {
  organizationId: string;
  organization: string;
  id: string;
  email: string;
  role: Role;
  /** Whether somebody signs in with the address already. */
  isKnown: boolean;
};

/** What a mailed link invites to. */
export async function selectInvitation(
  db: Queryable,
  { tokenHash, now }: { tokenHash: Buffer; now: Date },
): Promise<OpenInvitation | undefined> {
  return await db.row<OpenInvitation>(sql`
    select invitations.organization_id as "organizationId", organizations.name as organization,
      invitations.id, invitations.email, invitations.role,
      exists (
        select from people
        where people.email = invitations.email
          and people.email_verified
      ) as "isKnown"
    from invitations
    join organizations on organizations.id = invitations.organization_id
    where invitations.token_hash = ${tokenHash}
      and invitations.expires_at > ${now}`);
}
