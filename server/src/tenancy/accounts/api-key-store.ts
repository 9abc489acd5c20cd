import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { ApiKey, KeyCreator } from './api-key.ts';

type NewKeyRow = Omit<ApiKey, 'lastUsedAt'> & { accountId: string; secretHash: Buffer };

const keyColumns = sql`
  client_id as "clientId", name, scopes, daily_spend_limit_minor as "dailySpendLimitMinor",
  ip_allow_list as "ipAllowList", created_at as "createdAt", last_used_at as "lastUsedAt",
  case when created_by_kind is not null then jsonb_build_object('kind', created_by_kind,
    'id', created_by_id, 'name', created_by_name) end as "createdBy",
  creator_left_at as "creatorLeftAt"`;

type KeyRow = Omit<ApiKey, 'createdBy'> & {
  createdBy: Omit<KeyCreator, 'leftAt'> | null;
  creatorLeftAt: Date | null;
};

function toKey({ creatorLeftAt, createdBy, ...key }: KeyRow): ApiKey {
  return { ...key, createdBy: createdBy && { ...createdBy, leftAt: creatorLeftAt } };
}

/** False when the client id is taken, by whichever account. */
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

/** An account's keys that are not revoked, oldest first. */
export async function selectApiKeys(db: Queryable, accountId: string): Promise<ApiKey[]> {
  const rows = await db.rows<KeyRow>(sql`
    select ${keyColumns}
    from api_keys
    where account_id = ${accountId}
      and revoked_at is null
    order by created_at, client_id`);
  return rows.map(toKey);
}

/** Returns one key that is in use. */
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

/** Marks the keys that a person made as those of somebody who left; returns their client ids. */
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

/** The key's name; undefined when there is no such key that is in use. */
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
  secretHash: Buffer;
  ipAllowList: string[];
  isKnown: boolean;
};

/**
 * What a client id authenticates against. One that is unknown or revoked gives a row of the same
 * form, so that its answer takes as long as that of a known one.
 */
export async function selectLogin(db: Queryable, clientId: string): Promise<LoginRow> {
  const row = await db.row<LoginRow>(sql`
    select coalesce(account_id, '00000000-0000-0000-0000-000000000000') as "accountId",
      coalesce(secret_hash, sha256('')) as "secretHash",
      coalesce(ip_allow_list, '{}') as "ipAllowList",
      account_id is not null as "isKnown"
    from (values (${clientId}::text)) as asked (asked_id)
    left join api_keys on client_id = asked_id
      and revoked_at is null`);
  if (!row) throw new Error('A left join gave no row.');
  return row;
}
