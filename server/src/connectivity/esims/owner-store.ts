import { texts } from '../../platform/db/arrays.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';

/** The ICCIDs of one account, with a comma between two of them. */
export type Owned = { accountId: string; iccids: string };

/**
 * Crosses accounts, because an ICCID is all that a carrier knows. A row an account: most reports
 * are about one, and thousands of rows would take longer to read than to find.
 */
export function selectOwners(
  db: Queryable,
  { carrier, iccids }: { carrier: string; iccids: readonly string[] },
): Promise<Owned[]> {
  return db.rows<Owned>(sql`
    select account_id as "accountId", string_agg(iccid, ',') as iccids
    from esim_profiles
    where iccid = any(${texts(iccids)}::text[])
      and carrier = ${carrier}
    group by account_id`);
}
