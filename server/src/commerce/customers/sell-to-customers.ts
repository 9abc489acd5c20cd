import { keyOf, type OfAccount } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Customer } from './customer.ts';
import { insertCustomers, type KnownCustomer, selectCustomersForSale } from './store.ts';

/** Adds the customers of new sales, of any accounts, in one statement. */
export async function addCustomers(tx: Tx, customers: readonly Customer[]): Promise<void> {
  if (customers.length > 0) await insertCustomers(tx, customers);
}

/**
 * The customers among those asked for, by their key (`keyOf`), whose id is in lower case; erased
 * ones too. Their rows stay locked against erasure until the transaction ends.
 */
export async function loadCustomers(
  tx: Tx,
  asked: readonly OfAccount[],
): Promise<Map<string, KnownCustomer>> {
  if (asked.length === 0) return new Map();
  const found = await selectCustomersForSale(tx, asked);
  return new Map(found.map((customer) => [keyOf(customer), customer]));
}
