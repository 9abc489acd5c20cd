import type { Tx } from '../../../platform/db/database.ts';
import { giveUpPending } from '../deliveries/delivery-store.ts';
import type { Disabling } from '../endpoints/endpoint.ts';
import { updateDisabled } from '../endpoints/endpoint-store.ts';
import { mailEndpointDisabled } from './mail-endpoint-disabled.ts';

/**
 * Disables an endpoint, fails its pending deliveries, and notifies its company by email. Returns
 * false if it was already disabled or has changed.
 */
export async function disableEndpoint(tx: Tx, disabling: Disabling): Promise<boolean> {
  const owner = await updateDisabled(tx, disabling);
  if (!owner) return false;
  await giveUpPending(tx, disabling);
  await mailEndpointDisabled(tx, owner, disabling);
  return true;
}
