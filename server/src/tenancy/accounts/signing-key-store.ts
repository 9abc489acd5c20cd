import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { SigningKey } from './signing-key.ts';

/** Returns keys in use and those retired after `since`, in the order in which they sign. */
export async function selectSigningKeys(db: Queryable, since: Date): Promise<SigningKey[]> {
  return await db.rows<SigningKey>(sql`
    select kid, public_jwk as "publicJwk", private_jwk_encrypted as "privateJwkEncrypted",
      created_at as "createdAt", retired_at as "retiredAt"
    from signing_keys
    where retired_at is null
      or retired_at > ${since}
    order by retired_at nulls last, created_at, kid`);
}

/** Locks the keys for one writer at a time; readers do not wait. */
export async function lockSigningKeys(tx: Tx): Promise<void> {
  await tx.run(sql`lock table signing_keys in share row exclusive mode`);
}

export async function insertSigningKey(tx: Tx, key: SigningKey): Promise<void> {
  await tx.run(sql`
    insert into signing_keys (kid, public_jwk, private_jwk_encrypted, created_at)
    values (${key.kid}, ${JSON.stringify(key.publicJwk)}, ${key.privateJwkEncrypted},
      ${key.createdAt})`);
}

export async function retireSigningKeys(tx: Tx, retiredAt: Date): Promise<void> {
  await tx.run(sql`
    update signing_keys
    set retired_at = ${retiredAt}
    where retired_at is null`);
}

/** Retires every key as of long ago, so that nothing verifies with it. */
export async function revokeSigningKeys(tx: Tx): Promise<void> {
  await tx.run(sql`
    update signing_keys
    set retired_at = created_at`);
}

export async function updatePrivateHalf(tx: Tx, kid: string, encrypted: Buffer): Promise<void> {
  await tx.run(sql`
    update signing_keys
    set private_jwk_encrypted = ${encrypted}
    where kid = ${kid}`);
}
