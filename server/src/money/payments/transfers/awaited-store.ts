import { type Queryable, sql } from '../../../platform/db/database.ts';
import type { Purchase } from '../purchases/purchase.ts';

/** A purchase whose bank transfer has not arrived in full; amounts in cents. */
export type AwaitedTransfer = Pick<
  Purchase,
  | 'accountId'
  | 'id'
  | 'organizationId'
  | 'mode'
  | 'status'
  | 'reference'
  | 'amountMinor'
  | 'totalMinor'
  | 'receivedMinor'
  | 'createdAt'
> & { organizationName: string };

/** Returns the open bank transfers of all accounts, newest first, behind the id `after`. */
export function listAwaitedTransfers(
  db: Queryable,
  { after, limit }: { after: string | undefined; limit: number },
) {
  return db.rows<AwaitedTransfer>(sql`
    select purchase.account_id as "accountId", purchase.id,
      purchase.organization_id as "organizationId", organization.name as "organizationName",
      account.mode, purchase.status, purchase.reference, purchase.amount_minor as "amountMinor",
      purchase.total_minor as "totalMinor", purchase.received_minor as "receivedMinor",
      purchase.created_at as "createdAt"
    from purchases as purchase
    join accounts as account on account.id = purchase.account_id
    join organizations as organization on organization.id = purchase.organization_id
    where purchase.status = 'awaiting_transfer'
      and (${after ?? null}::uuid is null or purchase.id < ${after ?? null})
    order by purchase.id desc
    limit ${limit}`);
}
