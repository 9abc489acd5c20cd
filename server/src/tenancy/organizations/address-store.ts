import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

/** An address that a company will have once its link is followed. */
export type NewAddress = {
  organizationId: string;
  email: string;
  /** The name of whoever asked for the change. */
  requestedBy: string;
};

/** Keeps the new address of a company for 48 hours, in place of an earlier one. */
export async function upsertAddress(
  tx: Tx,
  { organizationId, email, requestedBy, tokenHash }: NewAddress & { tokenHash: Buffer },
): Promise<void> {
  await tx.run(sql`
    insert into organization_addresses (organization_id, email, token_hash, requested_by,
      expires_at)
    values (${organizationId}, ${email}, ${tokenHash}, ${requestedBy},
      now() + interval '48 hours')
    on conflict (organization_id) do update
    set email = excluded.email, token_hash = excluded.token_hash,
      requested_by = excluded.requested_by, expires_at = excluded.expires_at`);
}

/** Returns the new address that a company waits for; undefined without one. */
export async function selectPendingEmail(
  db: Queryable,
  organizationId: string,
): Promise<string | undefined> {
  const row = await db.row<{ email: string }>(sql`
    select email
    from organization_addresses
    where organization_id = ${organizationId}
      and expires_at > now()`);
  return row?.email;
}

export function selectAddress(db: Queryable, tokenHash: Buffer): Promise<NewAddress | undefined> {
  return db.row<NewAddress>(sql`
    select organization_id as "organizationId", email, requested_by as "requestedBy"
    from organization_addresses
    where token_hash = ${tokenHash}
      and expires_at > now()`);
}

/** Uses the link up; returns false if it was used, is too old, or was never there. */
export async function consumeAddress(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const used = await tx.run(sql`
    delete from organization_addresses
    where token_hash = ${tokenHash}
      and expires_at > now()`);
  return used === 1;
}

export async function deleteAddress(tx: Tx, organizationId: string): Promise<void> {
  await tx.run(sql`
    delete from organization_addresses
    where organization_id = ${organizationId}`);
}

/** Deletes the addresses whose link is too old. */
export async function deleteOldAddresses(db: Queryable): Promise<void> {
  await db.run(sql`delete from organization_addresses where expires_at < now()`);
}
