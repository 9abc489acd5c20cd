import type { Tx } from '../db/database.ts';
import { giveUpPending } from './delivery-store.ts';
import { updateDisabled } from './endpoint-store.ts';

export type Disabling = {
  accountId: string;
  event: string;
  /** The address that failed; another one set meanwhile is not to blame. */
  url: string;
  at: Date;
  reason: string;
};

/** Switches an address off, with all that is under way to it. False: it was off, or changed. */
export async function disableEndpoint(tx: Tx, disabling: Disabling): Promise<boolean> {
  if (!(await updateDisabled(tx, disabling))) return false;
  await giveUpPending(tx, disabling);
  return true;
}
