import { readStoredMandate, type StoredMandate, storeMandate } from '../../kernel/mandate.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import type { ApiKey, KeyCreator } from './api-key.ts';

type NewKeyRow = Omit<ApiKey, 'lastUsedAt' | 'secretRotatedAt' | 'previousSecretExpiresAt'> & {
  accountId: string;
  secretHash: Buffer;
};

const keyColumns = sql`
  client_id as "clientId", name, scopes, daily_spend_limit_minor as "dailySpendLimitMinor",
  mandate, ip_allow_list as "ipAllowList", created_at as "createdAt", last_used_at as "lastUsedAt",
  case when created_by_kind is not null then jsonb_build_object('kind', created_by_kind,
    'id', created_by_id, 'name', created_by_name) end as "createdBy",
  creator_left_at as "creatorLeftAt", secret_rotated_at as "secretRotatedAt",
  previous_secret_expires_at as "previousSecretExpiresAt"`;

type KeyRow = Omit<ApiKey, 'createdBy' | 'mandate'> & {
  mandate: StoredMandate | null;
  createdBy: Omit<KeyCreator, 'leftAt'> | null;
  creatorLeftAt: Date | null;
};

function toKey({ creatorLeftAt, createdBy, mandate, ...key }: KeyRow): ApiKey {
  const read = readStoredMandate(mandate);
  return { ...key, mandate: read, createdBy: createdBy && { ...createdBy, leftAt: creatorLeftAt } };
}

function mandateOf({ mandate }: Pick<ApiKey, 'mandate'>): string | null {
  return mandate && JSON.stringify(storeMandate(mandate));
}

/** Returns false if a key of any account has the client ID. */
export async function insertApiKey(tx: Tx, key: NewKeyRow): Promise<boolean> {
  const owned = await tx.run(sql`
    insert into api_key_owners (account_id, client_id)
    values (${key.accountId}, ${key.clientId})
    on conflict (client_id) do nothing`);
  if (owned === 0) return false;
  await tx.run(sql`
    insert into api_keys (
      account_id, client_id, name, secret_hash, scopes, daily_spend_limit_minor, mandate,
      ip_allow_list, created_at, created_by_kind, created_by_id, created_by_name
    )
    values (${key.accountId}, ${key.clientId}, ${key.name}, ${key.secretHash}, ${key.scopes},
      ${key.dailySpendLimitMinor}, ${mandateOf(key)}::jsonb, ${key.ipAllowList}, ${key.createdAt},
      ${key.createdBy?.kind ?? null}, ${key.createdBy?.id ?? null},
      ${key.createdBy?.name ?? null})`);
  return true;
}

/** Returns the account's keys that are not revoked, the oldest first, without their secrets. */
export async function listApiKeys({
  db,
  accountId,
}: Pick<ReadScope, 'db' | 'accountId'>): Promise<ApiKey[]> {
  const rows = await db.rows<KeyRow>(sql`
    select ${keyColumns}
    from api_keys
    where account_id = ${accountId}
      and revoked_at is null
    order by created_at, client_id`);
  return rows.map(toKey);
}

/** Returns a key that is in use. */
export async function selectApiKey(
  db: Queryable,
  { accountId, clientId }: { accountId: string; clientId: string },
): Promise<ApiKey | undefined> {
  const row = await db.row<KeyRow>(sql`
    select ${keyColumns}
    from api_keys
    where account_id = ${accountId}
      and client_id = ${clientId}
      and revoked_at is null`);
  return row && toKey(row);
}

/** Returns a key that is in use, and locks it until the transaction ends. */
export async function selectApiKeyForUpdate(
  tx: Tx,
  { accountId, clientId }: { accountId: string; clientId: string },
): Promise<ApiKey | undefined> {
  const row = await tx.row<KeyRow>(sql`
    select ${keyColumns}
    from api_keys
    where account_id = ${accountId}
      and client_id = ${clientId}
      and revoked_at is null
    for no key update`);
  return row && toKey(row);
}

export type KeySettings = Pick<
  ApiKey,
  'clientId' | 'name' | 'scopes' | 'dailySpendLimitMinor' | 'mandate' | 'ipAllowList'
>;

export async function updateApiKey(
  tx: Tx,
  { accountId, ...key }: KeySettings & { accountId: string },
): Promise<void> {
  await tx.run(sql`
    update api_keys
    set name = ${key.name}, scopes = ${key.scopes},
      daily_spend_limit_minor = ${key.dailySpendLimitMinor},
      mandate = ${mandateOf(key)}::jsonb, ip_allow_list = ${key.ipAllowList}
    where account_id = ${accountId}
      and client_id = ${key.clientId}`);
}

/** Replaces the secret of a locked key; the one before it works until a moment of real time. */
export async function updateSecret(
  tx: Tx,
  key: {
    accountId: string;
    clientId: string;
    secretHash: Buffer;
    rotatedAt: Date;
    previousExpiresAt: Date;
  },
): Promise<void> {
  await tx.run(sql`
    update api_keys
    set previous_secret_hash = secret_hash, previous_secret_expires_at = ${key.previousExpiresAt},
      secret_hash = ${key.secretHash}, secret_version = secret_version + 1,
      secret_rotated_at = ${key.rotatedAt}
    where account_id = ${key.accountId}
      and client_id = ${key.clientId}`);
}

/** Returns the hash of the present secret of a key in use. */
export async function selectSecretHash(
  db: Queryable,
  { accountId, clientId }: { accountId: string; clientId: string },
): Promise<Buffer | undefined> {
  const row = await db.row<{ secretHash: Buffer }>(sql`
    select secret_hash as "secretHash"
    from api_keys
    where account_id = ${accountId}
      and client_id = ${clientId}
      and revoked_at is null`);
  return row?.secretHash;
}

/** Flags the keys of a person who has left; returns their client IDs. */
export async function flagKeysOf(
  db: Queryable,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<string[]> {
  const rows = await db.rows<{ clientId: string }>(sql`
    update api_keys
    set creator_left_at = now()
    from accounts
    where accounts.organization_id = ${organizationId}
      and api_keys.account_id = accounts.id
      and api_keys.created_by_kind = 'person'
      and api_keys.created_by_id = ${personId}
      and api_keys.creator_left_at is null
      and api_keys.revoked_at is null
    returning api_keys.client_id as "clientId"`);
  return rows.map(({ clientId }) => clientId);
}

export async function countApiKeys(tx: Tx, accountId: string): Promise<bigint> {
  const row = await tx.row<{ keys: bigint }>(sql`
    select count(*) as keys
    from api_keys
    where account_id = ${accountId}
      and revoked_at is null`);
  return row?.keys ?? 0n;
}

/** The most new keys in an hour that an account's owners are notified of. */
const MAX_NOTICES = 20;

/** Returns whether the account created more keys within an hour than are notified. */
export async function hasManyNewKeys({
  db,
  accountId,
  now,
}: Pick<ReadScope, 'db' | 'accountId' | 'now'>): Promise<boolean> {
  const row = await db.row<{ keys: bigint }>(sql`
    select count(*) as keys
    from api_keys
    where account_id = ${accountId}
      and created_at > ${now}::timestamptz - interval '1 hour'`);
  return (row?.keys ?? 0n) > BigInt(MAX_NOTICES);
}

/** Returns the key's name; undefined if no key in use has the client ID. */
export async function updateRevocation(
  tx: Tx,
  key: { accountId: string; clientId: string; revokedAt: Date },
): Promise<string | undefined> {
  const revoked = await tx.row<{ name: string }>(sql`
    update api_keys
    set revoked_at = ${key.revokedAt}
    where account_id = ${key.accountId}
      and client_id = ${key.clientId}
      and revoked_at is null
    returning name`);
  return revoked?.name;
}

/** Revokes the keys of an account that are in use. */
export async function revokeAllKeys(
  tx: Tx,
  { accountId, revokedAt }: { accountId: string; revokedAt: Date },
): Promise<void> {
  await tx.run(sql`
    update api_keys
    set revoked_at = ${revokedAt}
    where account_id = ${accountId}
      and revoked_at is null`);
}

export type KeyUse = { accountId: string; clientId: string; at: Date };

export async function updateLastUse(db: Queryable, uses: readonly KeyUse[]): Promise<void> {
  await db.run(sql`
    update api_keys
    set last_used_at = use.at
    from unnest(
      ${uses.map((use) => use.accountId)}::uuid[],
      ${uses.map((use) => use.clientId)}::text[],
      ${uses.map((use) => use.at)}::timestamptz[]
    ) as use (account_id, client_id, at)
    where api_keys.account_id = use.account_id
      and api_keys.client_id = use.client_id`);
}
