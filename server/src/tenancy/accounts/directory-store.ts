import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Account } from './directory.ts';

const columns = sql`
  id, organization_id as "organizationId", mode, suspended_at as "suspendedAt",
  refund_limit_per_month as "refundLimitPerMonth",
  replacement_limit_per_month as "replacementLimitPerMonth",
  replacement_limit_per_esim as "replacementLimitPerEsim",
  requires_user_location as "requiresUserLocation", created_at as "createdAt"`;

/** The live one first. */
export function selectAccountsOf(db: Queryable, organizationId: string) {
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

/** The account, its rules kept from changing until the transaction ends. */
export async function selectAccountForUpdate(tx: Tx, id: string): Promise<Account | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<Account>(sql`
    select ${columns}
    from accounts
    where id = ${id}
    for no key update`);
}
