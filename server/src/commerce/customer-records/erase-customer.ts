import { retireProfiles } from '../../connectivity/esims/index.ts';
import { type Notes, noteChange } from '../../kernel/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { forgetCustomer } from '../../tenancy/idempotency/index.ts';
import { erasePersonalData } from '../activations/index.ts';
import { forgetDetails } from '../customers/index.ts';

/**
 * Erases the customer's personal data, here and in the answers kept for repetitions, and retires
 * its profiles; the books stay. A second time changes nothing. Refuses `customer_not_found`.
 */
export async function eraseCustomer(
  tx: Tx,
  ctx: { accountId: string; now: Date } & Notes,
  uid: string,
): Promise<void> {
  const isFirst = await forgetDetails(tx, ctx, uid);
  if (!isFirst) return;

  // The customer's row is locked from here on: whoever writes about it comes before or after.
  await erasePersonalData(tx, ctx.accountId, uid);
  await retireProfiles(tx, ctx, uid);
  await forgetCustomer(tx, ctx.accountId, uid);
  noteChange(ctx, { action: 'customer.erased', target: uid, before: null, after: null });
}
