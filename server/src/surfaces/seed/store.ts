import { type Queryable, sql } from '../../platform/db/database.ts';

/** Returns the account of the key with this client ID, revoked or not. */
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

/** Returns true if the database has the tables of a store. */
export async function hasTables(db: Queryable): Promise<boolean> {
  const row = await db.row<{ exists: boolean }>(sql`
    select to_regclass('api_keys') is not null and to_regclass('organizations') is not null
      as exists`);
  return row?.exists ?? false;
}

/** Returns true if the seller of credits is set. */
export async function hasSeller(db: Queryable): Promise<boolean> {
  return (await db.row(sql`select 1 as found from sellers`)) !== undefined;
}

/** Returns true if the store has the table of people, which older stores lack. */
export async function hasPeopleTable(db: Queryable): Promise<boolean> {
  const row = await db.row<{ exists: boolean }>(sql`
    select to_regclass('people') is not null as exists`);
  return row?.exists ?? false;
}

/** Returns true if a person has one of these email addresses. */
export async function hasPeople(db: Queryable, emails: readonly string[]): Promise<boolean> {
  const row = await db.row(sql`
    select 1 as found
    from people
    where email = any(${emails})
    limit 1`);
  return row !== undefined;
}
