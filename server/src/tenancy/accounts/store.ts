import type { AccountMode } from '../../kernel/context.ts';
import type { KeyScope } from '../../kernel/scopes.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export async function insertAccount(
  tx: Tx,
  account: { id: string; organizationId: string; mode: AccountMode; createdAt: Date },
): Promise<void> {
  await tx.run(sql`
    insert into accounts (id, organization_id, mode, created_at)
    values (${account.id}, ${account.organizationId}, ${account.mode}, ${account.createdAt})`);
}

export async function updateSuspension(
  tx: Tx,
  accountId: string,
  suspendedAt: Date | null,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update accounts
    set suspended_at = ${suspendedAt}
    where id = ${accountId}`);
  return changed === 1;
}

export async function updateOwing(
  tx: Tx,
  accountId: string,
  owesSince: Date | null,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update accounts
    set owes_since = ${owesSince}
    where id = ${accountId}
      and (owes_since is null) <> (${owesSince}::timestamptz is null)`);
  return changed === 1;
}

export function selectSuspension(db: Queryable, accountId: string) {
  return db.row<{ isSuspended: boolean; owes: boolean }>(sql`
    select suspended_at is not null as "isSuspended", owes_since is not null as owes
    from accounts
    where id = ${accountId}`);
}

export async function updateRefundLimit(
  tx: Tx,
  accountId: string,
  refundLimitPerMonth: number,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update accounts
    set refund_limit_per_month = ${refundLimitPerMonth}
    where id = ${accountId}`);
  return changed === 1;
}

/** A limit that is not given stays as it is. */
export async function updateReplacementLimits(
  tx: Tx,
  accountId: string,
  limits: { replacementLimitPerMonth?: number; replacementLimitPerEsim?: number },
): Promise<boolean> {
  const { replacementLimitPerMonth: month = null, replacementLimitPerEsim: esim = null } = limits;
  const changed = await tx.run(sql`
    update accounts
    set replacement_limit_per_month = coalesce(${month}, replacement_limit_per_month),
      replacement_limit_per_esim = coalesce(${esim}, replacement_limit_per_esim)
    where id = ${accountId}`);
  return changed === 1;
}

export async function updateUserLocation(
  tx: Tx,
  accountId: string,
  isRequired: boolean,
): Promise<boolean> {
  const changed = await tx.run(sql`
    update accounts
    set requires_user_location = ${isRequired}
    where id = ${accountId}`);
  return changed === 1;
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
};

/** All that decides what a key may do, in one statement; a revoked key is not found. */
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
      api_keys.ip_allow_list as "ipAllowList"
    from api_keys
    join accounts on accounts.id = api_keys.account_id
    where api_keys.account_id = ${key.accountId}
      and api_keys.client_id = ${key.clientId}
      and api_keys.revoked_at is null`);
}

export async function accountExists(db: Queryable, accountId: string): Promise<boolean> {
  const row = await db.row(sql`
    select id
    from accounts
    where id = ${accountId}`);
  return row !== undefined;
}

/** How far ahead of the machine's the account's clock is, in milliseconds. */
export async function selectClockOffset(
  db: Queryable,
  accountId: string,
): Promise<bigint | undefined> {
  const row = await db.row<{ offsetMs: bigint }>(sql`
    select clock_offset_ms as "offsetMs"
    from accounts
    where id = ${accountId}`);
  return row?.offsetMs;
}
