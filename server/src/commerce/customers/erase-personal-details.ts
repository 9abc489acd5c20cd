import { isUuid } from '../../kernel/ids.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { noSuchCustomer, readCustomer } from './read-customers.ts';
import { updateErased } from './store.ts';

/**
 * Erases the customer's email address and country. Returns false if it was erased before. The row
 * stays locked, so that no other transaction writes about the customer. Throws
 * `customer_not_found`.
 */
export async function erasePersonalDetails(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  uid: string,
): Promise<boolean> {
  if (!isUuid(uid)) throw noSuchCustomer();
  const erased = await updateErased(scope.db, scope.accountId, { id: uid, now: scope.now });
  if (!erased) await readCustomer(scope, uid);
  return erased !== undefined;
}
