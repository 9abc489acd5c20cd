import type { AccountMode } from '../../kernel/context.ts';
import type { StoredMandate } from '../../kernel/mandate.ts';
import type { KeyScope } from '../../kernel/scopes.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';

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
  mandate: StoredMandate | null;
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
      api_keys.daily_spend_limit_minor as "dailySpendLimitMinor", api_keys.mandate,
      api_keys.ip_allow_list as "ipAllowList", api_keys.secret_version as "secretVersion",
      api_keys.previous_secret_expires_at as "previousSecretExpiresAt"
    from api_keys
    join accounts on accounts.id = api_keys.account_id
    where api_keys.account_id = ${key.accountId}
      and api_keys.client_id = ${key.clientId}
      and api_keys.revoked_at is null`);
}
