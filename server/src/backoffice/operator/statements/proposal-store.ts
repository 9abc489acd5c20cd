import { bigints, texts } from '../../../platform/db/arrays.ts';
import { type Queryable, sql } from '../../../platform/db/database.ts';

/** A purchase for which an entry of a statement may be. Amounts in cents, with VAT. */
export type Payable = {
  id: string;
  reference: string;
  status: string;
  openMinor: bigint;
  mode: 'live' | 'sandbox';
  organizationName: string;
};

/**
 * Returns the purchases with one of these references, whatever their status, and those that wait
 * for exactly one of these amounts.
 */
export function selectPayable(
  db: Queryable,
  of: { references: readonly string[]; amounts: readonly bigint[] },
): Promise<Payable[]> {
  return db.rows<Payable>(sql`
    with found as (
      select account_id, id
      from purchases
      where reference = any (${texts(of.references)}::text[])
      union
      select account_id, id
      from purchases
      where status = 'awaiting_transfer'
        and total_minor - received_minor = any (${bigints(of.amounts)}::bigint[])
    )
    select purchase.id, purchase.reference, purchase.status, purchase.mode,
      case
        when purchase.status = 'awaiting_transfer'
        then purchase.total_minor - purchase.received_minor
        else 0
      end as "openMinor",
      organization.name as "organizationName"
    from found
    join purchases as purchase
      on purchase.account_id = found.account_id and purchase.id = found.id
    join organizations as organization
      on organization.id = purchase.organization_id
    order by purchase.id`);
}
