import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Customer } from './customer.ts';
import { insertCustomers, type KnownCustomer, selectCustomersForSale } from './store.ts';

/** Adds the customers of new sales, all of one account, in one statement. */
export async function addCustomers(
  scope: Pick<Scope, 'db' | 'accountId'>,
  customers: readonly Customer[],
): Promise<void> {
  if (customers.length > 0) await insertCustomers(scope.db, scope.accountId, customers);
}

/**
 * The account's customers among `customerIds` (opaque ids of requests, any form) by their id, which
 * is in lower case; erased ones too. Their rows stay locked against erasure until the transaction
 * ends.
 */
export async function loadCustomers(
  tx: Tx,
  of: { accountId: string; customerIds: readonly string[] },
): Promise<Map<string, KnownCustomer>> {
  if (of.customerIds.length === 0) return new Map();
  const found = await selectCustomersForSale(tx, of.accountId, of.customerIds);
  return new Map(found.map((customer) => [customer.id, customer]));
}
