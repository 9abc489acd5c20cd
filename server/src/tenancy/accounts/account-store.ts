import type { AccountMode } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Account } from './account.ts';

const columns = sql`
  id, organization_id as "organizationId", mode, suspended_at as "suspendedAt",
  refund_limit_per_month as "refundLimitPerMonth",
  replacement_limit_per_month as "replacementLimitPerMonth",
  replacement_limit_per_esim as "replacementLimitPerEsim",
  requires_user_location as "requiresUserLocation", created_at as "createdAt"`;

/** Returns the two accounts of an organization, the live one first. */
export function listAccounts(db: Queryable, organizationId: string): Promise<Account[]> {
  return db.rows<Account>(sql`
    select ${columns}
    from accounts
    where organization_id = ${organizationId}
    order by mode`);
}

export async function selectAccount(db: Queryable, id: string): Promise<Account | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<Account>(sql`
    select ${columns}
    from accounts
    where id = ${id}`);
}

/** Returns how often one eSIM of the account may be replaced. */
export async function selectReplacementLimit(db: Queryable, accountId: string): Promise<number> {
  const row = await db.row<{ limit: number }>(sql`
    select replacement_limit_per_esim as "limit"
    from accounts
    where id = ${accountId}`);
  return row?.limit ?? 0;
}

/** Returns the account and keeps its rules from changing until the transaction ends. */
export async function selectAccountForUpdate(tx: Tx, id: string): Promise<Account | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<Account>(sql`
    select ${columns}
    from accounts
    where id = ${id}
    for no key update`);
}

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

/** Stops new sales until `clearOwing`. Returns whether the account owed nothing before. */
export function markOwing(scope: Pick<Scope, 'db' | 'accountId' | 'now'>): Promise<boolean> {
  return updateOwing(scope.db, scope.accountId, scope.now);
}

/** Ends what `markOwing` began. Returns whether the account owed anything. */
export function clearOwing(scope: Pick<Scope, 'db' | 'accountId'>): Promise<boolean> {
  return updateOwing(scope.db, scope.accountId, null);
}

async function updateOwing(tx: Tx, accountId: string, owesSince: Date | null): Promise<boolean> {
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

/** Leaves a limit that is not given as it is. */
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

export async function accountExists(db: Queryable, accountId: string): Promise<boolean> {
  const row = await db.row(sql`
    select id
    from accounts
    where id = ${accountId}`);
  return row !== undefined;
}

/** Returns how far the account's clock is ahead of the machine's, in milliseconds. */
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
