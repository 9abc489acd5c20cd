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

/** How many there are in all; at least that many when it is not exact. */
export type Total = { totalCount: number; isExact: boolean };
export type CustomerPage = Total & { customers: Customer[] };
type Account = { accountId: string };

/** A page of the account's customers, newest first, erased ones too. */
export async function listCustomers(
  { db, accountId }: Pick<ReadScope, 'db'> & Account,
  page: { limit: number; offset: number },
): Promise<CustomerPage> {
  const customers = await selectNewestCustomers(db, accountId, page);
  const totalCount = await countCustomers(db, accountId);
  return { customers, totalCount, isExact: true };
}

/** The account's customer, erased or not; refuses `customer_not_found`. */
export async function readCustomer(
  { db, accountId }: Pick<ReadScope, 'db'> & Account,
  uid: string,
): Promise<Customer> {
  const [customer] = await selectCustomers(db, accountId, [uid]);
  if (!customer) throw noSuchCustomer();
  return customer;
}

/** The account's customers with these ids, by id; erased ones too. */
export async function readCustomers(
  db: Queryable,
  of: { accountId: string; customerIds: readonly string[] },
): Promise<Map<string, Customer>> {
  if (of.customerIds.length === 0) return new Map();
  const customers = await selectCustomers(db, of.accountId, of.customerIds);
  return new Map(customers.map((customer) => [customer.id, customer]));
}

/**
 * The customer of an answer that will be kept, as it stays until the transaction ends: an erasure
 * waits, and then finds the answer. Refuses `customer_not_found`.
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
  return new Refusal('customer_not_found', 'There is no such customer.');
}
