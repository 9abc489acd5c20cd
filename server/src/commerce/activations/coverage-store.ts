import { sql, type Tx } from '../../platform/db/database.ts';

/** A country set and its countries. */
export type Coverage = { code: string; countries: string[] };

/** Returns the countries of each of these country sets. */
export function selectCoverage(tx: Tx, codes: readonly string[]): Promise<Coverage[]> {
  return tx.rows<Coverage>(sql`
    select code, countries
    from country_sets
    where code = any(${[...codes]}::text[])`);
}
