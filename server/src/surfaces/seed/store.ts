import { type Queryable, sql } from '../../platform/db/database.ts';

/** The account that the key with this client id, revoked or not, belongs to. */
export async function selectAccountOfKey(
  db: Queryable,
  clientId: string,
): Promise<string | undefined> {
  const row = await db.row<{ accountId: string }>(sql`
    select account_id as "accountId"
    from api_keys
    where client_id = ${clientId}`);
  return row?.accountId;
}

export async function hasOrganization(db: Queryable, email: string): Promise<boolean> {
  const row = await db.row(sql`
    select 1 as found
    from organizations
    where lower(email) = lower(${email})
    limit 1`);
  return row !== undefined;
}

/** Whether the store's tables were made at all. */
export async function hasTables(db: Queryable): Promise<boolean> {
  const row = await db.row<{ exists: boolean }>(sql`
    select to_regclass('api_keys') is not null and to_regclass('organizations') is not null
      as exists`);
  return row?.exists ?? false;
}

export async function selectOrganizationOf(db: Queryable, accountId: string): Promise<string> {
  const row = await db.row<{ organizationId: string }>(sql`
    select organization_id as "organizationId"
    from accounts
    where id = ${accountId}`);
  if (!row) throw new Error(`there is no account ${accountId}`);
  return row.organizationId;
}

/** Whether it was said who sells credits. */
export async function hasSeller(db: Queryable): Promise<boolean> {
  return (await db.row(sql`select 1 as found from sellers`)) !== undefined;
}

/** A store of before there were people has no table of them. */
export async function hasPeopleTable(db: Queryable): Promise<boolean> {
  const row = await db.row<{ exists: boolean }>(sql`
    select to_regclass('people') is not null as exists`);
  return row?.exists ?? false;
}

/** Whether somebody signs in with one of these addresses. */
export async function hasPeople(db: Queryable, emails: readonly string[]): Promise<boolean> {
  const row = await db.row(sql`
    select 1 as found
    from people
    where email = any(${emails})
    limit 1`);
  return row !== undefined;
}
