import { texts } from '../db/arrays.ts';
import { type Queryable, sql } from '../db/database.ts';

export type Owned = { iccid: string; accountId: string };

/** Crosses accounts, because an ICCID is all that a carrier knows. */
export function selectOwners(
  db: Queryable,
  { carrier, iccids }: { carrier: string; iccids: readonly string[] },
): Promise<Owned[]> {
  return db.rows<Owned>(sql`
    select iccid, account_id as "accountId"
    from carrier_profiles
    where iccid = any(${texts(iccids)}::text[])
      and carrier = ${carrier}
      and account_id is not null`);
}
