import type { Queryable } from '../db/database.ts';
import type { Customer } from './customer.ts';
import { selectCustomers } from './store.ts';

/** The account's customers with these ids, by id; erased ones too. */
export async function readCustomers(
  db: Queryable,
  of: { accountId: string; customerIds: readonly string[] },
): Promise<Map<string, Customer>> {
  if (of.customerIds.length === 0) return new Map();
  const customers = await selectCustomers(db, of.accountId, of.customerIds);
  return new Map(customers.map((customer) => [customer.id, customer]));
}
