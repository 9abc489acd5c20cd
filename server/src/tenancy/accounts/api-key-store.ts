import type { AccountMode } from '../../kernel/context.ts';
import type { KeyScope } from '../../kernel/scopes.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import type { ApiKey, KeyCreator } from './api-key.ts';

type NewKeyRow = Omit<ApiKey, 'lastUsedAt' | 'secretRotatedAt' | 'previousSecretExpiresAt'> & {
  accountId: string;
  secretHash: Buffer;
};

const keyColumns = sql`
  client_id as "clientId", name, scopes, daily_spend_limit_minor as "dailySpendLimitMinor",
  ip_allow_list as "ipAllowList", created_at as "createdAt", last_used_at as "lastUsedAt",
  case when created_by_kind is not null then jsonb_build_object('kind', created_by_kind,
    'id', created_by_id, 'name', created_by_name) end as "createdBy",
  creator_left_at as "creatorLeftAt", secret_rotated_at as "secretRotatedAt",
  previous_secret_expires_at as "previousSecretExpiresAt"`;

type KeyRow = Omit<ApiKey, 'createdBy'> & {
  createdBy: Omit<KeyCreator, 'leftAt'> | null;
  creatorLeftAt: Date | null;
};

function toKey({ creatorLeftAt, createdBy, ...key }: KeyRow): ApiKey {
  return { ...key, createdBy: createdBy && { ...createdBy, leftAt: creatorLeftAt } };
}

/** Returns false if a key of any account has the client ID. */
export async function insertApiKey(tx: Tx, key: NewKeyRow): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into api_keys (
      account_id, client_id, name, secret_hash, scopes, daily_spend_limit_minor, ip_allow_list,
      created_at, created_by_kind, created_by_id, created_by_name
    )
    values (${key.accountId}, ${key.clientId}, ${key.name}, ${key.secretHash}, ${key.scopes},
      ${key.dailySpendLimitMinor}, ${key.ipAllowList}, ${key.createdAt},
      ${key.createdBy?.kind ?? null}, ${key.createdBy?.id ?? null}, ${key.createdBy?.name ?? null})
    on conflict (client_id) do nothing`);
  return inserted === 1;
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
  'clientId' | 'name' | 'scopes' | 'dailySpendLimitMinor' | 'ipAllowList'
>;

export async function updateApiKey(
  tx: Tx,
  { accountId, ...key }: KeySettings & { accountId: string },
): Promise<void> {
  await tx.run(sql`
    update api_keys
    set name = ${key.name}, scopes = ${key.scopes},
      daily_spend_limit_minor = ${key.dailySpendLimitMinor}, ip_allow_list = ${key.ipAllowList}
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

export type LoginRow = {
  accountId: string;
  /** Null for an unknown client ID. */
  organizationId: string | null;
  keyName: string | null;
  isRevoked: boolean;
  secretHash: Buffer;
  /** The hash of the secret before this one, while that one works; otherwise the same again. */
  previousSecretHash: Buffer;
  secretVersion: number;
  ipAllowList: string[];
  isKnown: boolean;
};

/**
 * Returns what a client ID authenticates against. An unknown or revoked one gets a row of the same
 * form, so that refusing it takes as long as refusing a known one.
 */
export async function selectLogin(
  db: Queryable,
  { clientId, realNow }: { clientId: string; realNow: Date },
): Promise<LoginRow> {
  const row = await db.row<LoginRow>(sql`
    select coalesce(account_id, '00000000-0000-0000-0000-000000000000') as "accountId",
      accounts.organization_id as "organizationId", api_keys.name as "keyName",
      revoked_at is not null as "isRevoked",
      coalesce(secret_hash, sha256('')) as "secretHash",
      coalesce(
        case when previous_secret_expires_at > ${realNow} then previous_secret_hash end,
        secret_hash, sha256('')
      ) as "previousSecretHash",
      coalesce(secret_version, 1) as "secretVersion",
      coalesce(ip_allow_list, '{}') as "ipAllowList",
      account_id is not null and revoked_at is null as "isKnown"
    from (values (${clientId}::text)) as asked (asked_id)
    left join api_keys on client_id = asked_id
    left join accounts on accounts.id = account_id`);
  if (!row) throw new Error('A left join returned no row.');
  return row;
}

export type GrantRow = {
  keyName: string;
  organizationId: string;
  mode: AccountMode;
  clockOffsetMs: bigint;
  requiresUserLocation: boolean;
  refundLimitPerMonth: number;
  scopes: KeyScope[];
  dailySpendLimitMinor: bigint | null;
  ipAllowList: string[];
  secretVersion: number;
  /** Until when tokens of the secret before this one are accepted. */
  previousSecretExpiresAt: Date | null;
};

/** Returns everything that decides what a key may do; undefined for a revoked key. */
export async function selectGrant(
  db: Queryable,
  key: { accountId: string; clientId: string },
): Promise<GrantRow | undefined> {
  return await db.row<GrantRow>(sql`
    select accounts.organization_id as "organizationId", accounts.mode,
      accounts.clock_offset_ms as "clockOffsetMs",
      accounts.requires_user_location as "requiresUserLocation",
      accounts.refund_limit_per_month as "refundLimitPerMonth",
      api_keys.name as "keyName", api_keys.scopes,
      api_keys.daily_spend_limit_minor as "dailySpendLimitMinor",
      api_keys.ip_allow_list as "ipAllowList", api_keys.secret_version as "secretVersion",
      api_keys.previous_secret_expires_at as "previousSecretExpiresAt"
    from api_keys
    join accounts on accounts.id = api_keys.account_id
    where api_keys.account_id = ${key.accountId}
      and api_keys.client_id = ${key.clientId}
      and api_keys.revoked_at is null`);
}
