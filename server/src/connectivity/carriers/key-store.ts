import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export async function insertKey(
  tx: Tx,
  key: { keyId: string; carrier: string; secretHash: Buffer },
): Promise<void> {
  await tx.run(sql`
    insert into carrier_keys (key_id, carrier, secret_hash)
    values (${key.keyId}, ${key.carrier}, ${key.secretHash})`);
}

/** Revokes the key. Returns false if there is none, or if it was revoked before. */
export async function revokeCarrierKey(tx: Tx, keyId: string): Promise<boolean> {
  const revoked = await tx.run(sql`
    update carrier_keys
    set revoked_at = now()
    where key_id = ${keyId}
      and revoked_at is null`);
  return revoked === 1;
}

export type ListedKey = {
  keyId: string;
  carrier: string;
  createdAt: Date;
  /** To the minute. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** Returns all keys of all carriers, keys in use first. */
export function listCarrierKeys(db: Queryable): Promise<ListedKey[]> {
  return db.rows<ListedKey>(sql`
    select key_id as "keyId", carrier, created_at as "createdAt", last_used_at as "lastUsedAt",
      revoked_at as "revokedAt"
    from carrier_keys
    order by revoked_at nulls first, carrier, created_at`);
}

export type KeyRow = {
  carrier: string;
  secretHash: Buffer;
  isKnown: boolean;
  /** Whether a use within the last minute is known already. */
  wasSeen: boolean;
};

/**
 * Returns the carrier and the hash of a key. An unknown or revoked key returns a row of the same
 * form, so that the answer takes as long as for a known one.
 */
export async function selectKey(db: Queryable, keyId: string): Promise<KeyRow> {
  const row = await db.row<KeyRow>(sql`
    select coalesce(carrier, '') as carrier,
      coalesce(secret_hash, sha256('')) as "secretHash",
      carrier is not null as "isKnown",
      coalesce(last_used_at > now() - interval '1 minute', false) as "wasSeen"
    from (values (${keyId}::text)) as wanted (wanted_id)
    left join carrier_keys on key_id = wanted_id
      and revoked_at is null`);
  if (!row) throw new Error('A left join returned no row.');
  return row;
}

/** Notes that the key was used, at most once a minute however many calls come at once. */
export async function updateLastUsed(db: Queryable, keyId: string): Promise<void> {
  await db.run(sql`
    update carrier_keys
    set last_used_at = now()
    where key_id = ${keyId}
      and (last_used_at is null or last_used_at <= now() - interval '1 minute')`);
}

/** Returns whether the key can be used, and the carrier. */
export async function findCarrierKey(db: Queryable, keyId: string) {
  return db.row<Pick<ListedKey, 'carrier' | 'createdAt' | 'revokedAt'>>(sql`
    select carrier, created_at as "createdAt", revoked_at as "revokedAt"
    from carrier_keys
    where key_id = ${keyId}`);
}
