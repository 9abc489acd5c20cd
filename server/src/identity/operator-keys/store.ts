import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Role } from '../people/index.ts';
import type { OperatorKey, OperatorKeyScope } from './operator-key.ts';

type NewKeyRow = Omit<OperatorKey, 'createdBy' | 'lastUsedAt'> & {
  organizationId: string;
  personId: string;
  secretHash: Buffer;
};

export async function insertOperatorKey(tx: Tx, key: NewKeyRow): Promise<void> {
  await tx.run(sql`
    insert into operator_keys (
      id, organization_id, person_id, name, secret_hash, scopes, ip_allow_list, created_at,
      expires_at
    )
    values (${key.id}, ${key.organizationId}, ${key.personId}, ${key.name}, ${key.secretHash},
      ${key.scopes}, ${key.ipAllowList}, ${key.createdAt}, ${key.expiresAt})`);
}

/** Returns the keys that are neither revoked nor expired, the oldest first. */
export function listOperatorKeys(
  db: Queryable,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<OperatorKey[]> {
  return db.rows<OperatorKey>(sql`
    select key.id, key.name, key.scopes, key.ip_allow_list as "ipAllowList",
      key.created_at as "createdAt", key.expires_at as "expiresAt",
      key.last_used_at as "lastUsedAt",
      jsonb_build_object('id', person.id, 'name', person.name) as "createdBy"
    from operator_keys as key
    join people as person on person.id = key.person_id
    where key.organization_id = ${organizationId}
      and key.revoked_at is null
      and key.expires_at > ${now}
    order by key.created_at, key.id`);
}

/** Returns the name of a key that this call has revoked; undefined if no such key is in use. */
export async function updateRevoked(
  tx: Tx,
  { id, organizationId, now }: { id: string; organizationId: string; now: Date },
): Promise<{ name: string } | undefined> {
  return await tx.row<{ name: string }>(sql`
    update operator_keys
    set revoked_at = ${now}
    where id = ${id}
      and organization_id = ${organizationId}
      and revoked_at is null
    returning name`);
}

/** A key in use with all that decides what it may do. */
export type GrantRow = {
  id: string;
  name: string;
  secretHash: Buffer;
  scopes: readonly OperatorKeyScope[];
  ipAllowList: readonly string[];
  expiresAt: Date;
  organizationId: string;
  /** The role that the creator has now. */
  role: Role;
  liveId: string;
  sandboxId: string;
};

/** Returns a key that is not revoked and whose creator works for the platform. */
export async function selectGrant(db: Queryable, id: string): Promise<GrantRow | undefined> {
  return await db.row<GrantRow>(sql`
    select key.id, key.name, key.secret_hash as "secretHash", key.scopes,
      key.ip_allow_list as "ipAllowList", key.expires_at as "expiresAt",
      key.organization_id as "organizationId", member.role,
      live.id as "liveId", sandbox.id as "sandboxId"
    from operator_keys as key
    join members as member
      on member.person_id = key.person_id
      and member.organization_id = key.organization_id
      and member.is_platform
    join accounts as live
      on live.organization_id = key.organization_id and live.mode = 'live'
    join accounts as sandbox
      on sandbox.organization_id = key.organization_id and sandbox.mode = 'sandbox'
    where key.id = ${id}
      and key.revoked_at is null`);
}

/** Returns whether a key is neither revoked nor expired, in real time. */
export async function isInUse(db: Queryable, id: string): Promise<boolean> {
  const row = await db.row(sql`
    select id
    from operator_keys
    where id = ${id}
      and revoked_at is null
      and expires_at > now()`);
  return row !== undefined;
}

/** Records a use, at most once a minute. */
export async function updateLastUsed(db: Queryable, id: string, at: Date): Promise<void> {
  await db.run(sql`
    update operator_keys
    set last_used_at = ${at}
    where id = ${id}
      and (last_used_at is null or last_used_at < ${at}::timestamptz - interval '1 minute')`);
}
