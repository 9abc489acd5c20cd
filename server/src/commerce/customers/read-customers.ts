import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import type { Customer } from './customer.ts';
import {
  countCustomers,
  selectCustomerForShare,
  selectCustomers,
  selectNewestCustomers,
} from './store.ts';

/** The number of customers; a lower bound if it is not exact. */
export type Total = { totalCount: number; isExact: boolean };
export type CustomerPage = Total & { customers: Customer[] };
type Account = { accountId: string };

/** Returns a page of the account's customers, newest first, including erased ones. */
export async function listCustomers(
  { db, accountId }: Pick<ReadScope, 'db'> & Account,
  page: { limit: number; offset: number },
): Promise<CustomerPage> {
  const customers = await selectNewestCustomers(db, accountId, page);
  const totalCount = await countCustomers(db, accountId);
  return { customers, totalCount, isExact: true };
}

/** Returns the account's customer, erased or not. Throws `customer_not_found`. */
export async function readCustomer(
  { db, accountId }: Pick<ReadScope, 'db'> & Account,
  uid: string,
): Promise<Customer> {
  const [customer] = await selectCustomers(db, accountId, [uid]);
  if (!customer) throw noSuchCustomer();
  return customer;
}

/** Returns the account's customers with these IDs, by ID, including erased ones. */
export async function readCustomers(
  db: Queryable,
  of: { accountId: string; customerIds: readonly string[] },
): Promise<Map<string, Customer>> {
  if (of.customerIds.length === 0) return new Map();
  const customers = await selectCustomers(db, of.accountId, of.customerIds);
  return new Map(customers.map((customer) => [customer.id, customer]));
}

/**
 * Locks and returns the customer of an answer that will be kept, so that an erasure waits and then
 * finds the answer. Throws `customer_not_found`.
 */
export async function holdCustomer(
  { db: tx, accountId }: Pick<Scope, 'db'> & Account,
  uid: string,
): Promise<Customer> {
  const customer = isUuid(uid) ? await selectCustomerForShare(tx, accountId, uid) : undefined;
  if (!customer) throw noSuchCustomer();
  return customer;
}

export function noSuchCustomer(): Refusal {
  return new Refusal('customer_not_found', 'No customer has this ID.');
}
