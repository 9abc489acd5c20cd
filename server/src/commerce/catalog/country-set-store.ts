import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CountrySet, StoredCountrySet } from './country-set.ts';

/**
 * Inserts and updates country sets, except those that an operator has edited. Returns the number of
 * sets that were new or changed. The sets travel as one jsonb parameter, so that the statement
 * stays prepared, and lists of lists (`countries`) need not be rectangular.
 */
export async function upsertCountrySets(
  tx: Tx,
  countrySets: readonly CountrySet[],
): Promise<number> {
  const changed = await tx.rows(sql`
    insert into country_sets (code, name, kind, countries)
    select code, name, kind, countries
    from jsonb_to_recordset(${JSON.stringify(countrySets)}::jsonb)
      as given (code text, name text, kind text, countries text[])
    on conflict (code) do update
    set name = excluded.name,
      kind = excluded.kind,
      countries = excluded.countries
    where country_sets.edited_at is null
      and (country_sets.name, country_sets.kind, country_sets.countries)
        is distinct from (excluded.name, excluded.kind, excluded.countries)
    returning code`);
  return changed.length;
}

/** Inserts and updates country sets that an operator has made or edited. */
export async function upsertEditedCountrySets(
  tx: Tx,
  countrySets: readonly StoredCountrySet[],
): Promise<void> {
  await tx.run(sql`
    insert into country_sets (code, name, kind, countries, edited_at, retired_at)
    select code, name, kind, countries, "editedAt", "retiredAt"
    from jsonb_to_recordset(${JSON.stringify(countrySets)}::jsonb)
      as given (code text, name text, kind text, countries text[], "editedAt" timestamptz,
        "retiredAt" timestamptz)
    on conflict (code) do update
    set name = excluded.name,
      countries = excluded.countries,
      edited_at = excluded.edited_at,
      retired_at = excluded.retired_at`);
}

export function selectCountrySet(db: Queryable, code: string) {
  return db.row<CountrySet>(sql`
    select code, name, kind, countries
    from country_sets
    where code = ${code}`);
}

/** Returns all country sets that are not retired. */
export function selectCountrySets(db: Queryable) {
  return db.rows<CountrySet>(sql`
    select code, name, kind, countries
    from country_sets
    where retired_at is null
    order by code`);
}

const storedColumns = sql`
  code, name, kind, countries, edited_at as "editedAt", retired_at as "retiredAt"`;

/** Returns all country sets by code, including retired ones. */
export function selectStoredCountrySets(db: Queryable) {
  return db.rows<StoredCountrySet>(sql`
    select ${storedColumns}
    from country_sets
    order by code`);
}

/** Returns a page of the country sets by code, including retired ones. */
export function selectCountrySetPage(
  db: Queryable,
  page: { limit: number; after: string | undefined },
) {
  return db.rows<StoredCountrySet>(sql`
    select ${storedColumns}
    from country_sets
    where code > ${page.after ?? ''}
    order by code
    limit ${page.limit}`);
}

export function selectStoredCountrySet(db: Queryable, code: string) {
  return db.row<StoredCountrySet>(sql`
    select ${storedColumns}
    from country_sets
    where code = ${code}`);
}

/** Locks the country set until the transaction ends. */
export function selectCountrySetForUpdate(tx: Tx, code: string) {
  return tx.row<StoredCountrySet>(sql`
    select ${storedColumns}
    from country_sets
    where code = ${code}
    for update`);
}

/** Returns the number of data plans for sale that name the country set. */
export async function countPlansOfCountrySet(db: Queryable, code: string): Promise<number> {
  const row = await db.row<{ count: bigint }>(sql`
    select count(*) as count
    from data_plans
    where country_set = ${code}
      and retired_at is null`);
  return Number(row?.count ?? 0n);
}
