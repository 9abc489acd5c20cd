import type { OfAccount } from '../../kernel/ids.ts';
import { uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';

/** Returns those of the packages that no longer wait for their carrier. */
export function selectSettled(db: Queryable, items: readonly OfAccount[]): Promise<OfAccount[]> {
  return db.rows<OfAccount>(sql`
    select item.account_id as "accountId", item.id
    from unnest(
      (select ${uuids(items.map(({ accountId }) => accountId))}::uuid[]),
      (select ${uuids(items.map(({ id }) => id))}::uuid[])
    ) as asked (account_id, id)
    join activated_items as item
      on item.account_id = asked.account_id
      and item.id = asked.id
    where item.state <> 'PENDING'`);
}
