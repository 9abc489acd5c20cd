import type { Tx } from '../../platform/db/database.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { type LockedActivation, updateSold } from './activation-store.ts';
import { registerCustomerJob } from './register-customer-job.ts';
import { updateCustomers } from './user-store.ts';

/** An activation as its sale locked it, and what it sold. */
export type SoldActivation = LockedActivation & { sold: { id: string; customerId: string } };

/**
 * Keeps which packages locked activations sold, and the customers that first sales made, in the
 * transaction of the sale. The reseller's server is told of new customers later, by a job.
 */
export async function keepSold(tx: Tx, activations: readonly SoldActivation[]): Promise<void> {
  const sold = activations.map((one) => ({ ...one, activatedItemId: one.sold.id }));
  const first = activations
    .filter(({ customerId }) => customerId === null)
    .map((one) => ({ ...one, customerId: one.sold.customerId }));
  const kept = await updateSold(tx, sold);
  const named = first.length > 0 ? await updateCustomers(tx, first) : 0;
  if (kept < sold.length || named < first.length) {
    throw new Error('An activation was sold without its lock.');
  }
  for (const user of first) await enqueueJob(tx, registerCustomerJob(user));
}
