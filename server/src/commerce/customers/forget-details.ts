import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { noSuchCustomer, readCustomer } from './read-customers.ts';
import { updateErased } from './store.ts';

/**
 * Erases the customer's own e-mail and country and marks it erased at `now`; false when it was
 * erased before. From here on until commit nobody writes about it. Refuses `customer_not_found`.
 */
export async function forgetDetails(
  tx: Tx,
  ctx: { accountId: string; now: Date },
  uid: string,
): Promise<boolean> {
  if (!isUuid(uid)) throw noSuchCustomer();
  const erased = await updateErased(tx, ctx.accountId, { id: uid, now: ctx.now });
  if (!erased) await readCustomer(tx, ctx, uid);
  return erased !== undefined;
}
