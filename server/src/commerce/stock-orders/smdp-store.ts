import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Smdp } from './smdp.ts';

const columns = sql`
  name, url, requester_id as "requesterId", is_private as "isPrivate",
  releases_apart as "releasesApart", smdp_address as "smdpAddress", authority, certificate,
  private_key_encrypted as "privateKeyEncrypted", revision, updated_at as "updatedAt"`;

/** Returns every SM-DP+ by name. */
export function selectSmdps(db: Queryable): Promise<Smdp[]> {
  return db.rows<Smdp>(sql`
    select ${columns}
    from smdps
    order by name`);
}

export function selectSmdp(db: Queryable, name: string): Promise<Smdp | undefined> {
  return db.row<Smdp>(sql`
    select ${columns}
    from smdps
    where name = ${name}`);
}

/** Returns the SM-DP+ and locks it against everything that would point at it. */
export function lockSmdp(tx: Tx, name: string): Promise<Smdp | undefined> {
  return tx.row<Smdp>(sql`
    select ${columns}
    from smdps
    where name = ${name}
    for update`);
}

export async function deleteSmdpRow(tx: Tx, name: string): Promise<void> {
  await tx.run(sql`
    delete from smdps
    where name = ${name}`);
}

export async function upsertSmdp(tx: Tx, smdp: Smdp): Promise<void> {
  await tx.run(sql`
    insert into smdps (name, url, requester_id, is_private, releases_apart, smdp_address,
      authority, certificate, private_key_encrypted, revision, updated_at)
    values (${smdp.name}, ${smdp.url}, ${smdp.requesterId}, ${smdp.isPrivate},
      ${smdp.releasesApart}, ${smdp.smdpAddress}, ${smdp.authority}, ${smdp.certificate},
      ${smdp.privateKeyEncrypted}, ${smdp.revision}, ${smdp.updatedAt})
    on conflict (name) do update
    set url = excluded.url, requester_id = excluded.requester_id,
      is_private = excluded.is_private, releases_apart = excluded.releases_apart,
      smdp_address = excluded.smdp_address, authority = excluded.authority,
      certificate = excluded.certificate, private_key_encrypted = excluded.private_key_encrypted,
      revision = excluded.revision, updated_at = excluded.updated_at`);
}

/** Replaces an encrypted key, unless it has been changed meanwhile. */
export async function updateSealedKey(
  db: Queryable,
  { name, before, after }: { name: string; before: Buffer; after: Buffer },
): Promise<void> {
  await db.run(sql`
    update smdps
    set private_key_encrypted = ${after}
    where name = ${name}
      and private_key_encrypted = ${before}`);
}

/** Returns false if there is no such SM-DP+. */
export async function updateNoticeHash(
  tx: Tx,
  { name, hash }: { name: string; hash: Buffer },
): Promise<boolean> {
  const updated = await tx.run(sql`
    update smdps
    set notice_secret_hash = ${hash}
    where name = ${name}`);
  return updated === 1;
}

/** Returns the hash of the secret of the notices' URL; undefined without one. */
export async function selectNoticeHash(db: Queryable, name: string): Promise<Buffer | undefined> {
  const row = await db.row<{ hash: Buffer | null }>(sql`
    select notice_secret_hash as hash
    from smdps
    where name = ${name}`);
  return row?.hash ?? undefined;
}
