import { type Queryable, sql, type Tx } from '../../../platform/db/database.ts';
import type { MethodOwner } from './method-store.ts';

/** Serializes adding cards, so that two cards at once do not both become the default. */
export async function lockCustomer(tx: Tx, { accountId, provider }: MethodOwner): Promise<void> {
  await tx.run(sql`
    select from payment_customers
    where account_id = ${accountId}
      and provider = ${provider}
    for no key update`);
}

export function selectCustomer(db: Queryable, { accountId, provider }: MethodOwner) {
  return db.row<{ token: string }>(sql`
    select token
    from payment_customers
    where account_id = ${accountId}
      and provider = ${provider}`);
}

/** Keeps the account's customer of a provider, unless it has one, or this one is another's. */
export async function insertCustomer(
  db: Queryable,
  customer: MethodOwner & { token: string; createdAt: Date },
): Promise<void> {
  const { accountId, provider, token } = customer;
  await db.run(sql`
    insert into payment_customer_owners (account_id, provider, token)
    values (${accountId}, ${provider}, ${token})
    on conflict (provider, token) do nothing`);
  await db.run(sql`
    insert into payment_customers (account_id, provider, token, created_at)
    select account_id, provider, token, ${customer.createdAt}
    from payment_customer_owners
    where account_id = ${accountId}
      and provider = ${provider}
      and token = ${token}
    on conflict do nothing`);
}
