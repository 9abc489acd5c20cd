import { keyOf, type OfAccount } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Customer } from './customer.ts';
import { insertCustomers, type KnownCustomer, selectCustomersForSale } from './store.ts';

/** Inserts the customers of new sales, of any accounts, in one statement. */
export async function addCustomers(tx: Tx, customers: readonly Customer[]): Promise<void> {
  if (customers.length > 0) await insertCustomers(tx, customers);
}

/**
 * Returns those of the wanted customers that exist, by their key (`keyOf`, ID in lower case),
 * including erased ones. Their rows stay locked against erasure until the transaction ends.
 */
export async function loadCustomers(
  tx: Tx,
  wanted: readonly OfAccount[],
): Promise<Map<string, KnownCustomer>> {
  if (wanted.length === 0) return new Map();
  const found = await selectCustomersForSale(tx, wanted);
  return new Map(found.map((customer) => [keyOf(customer), customer]));
}
