import { retireProfiles } from '../../connectivity/esims/index.ts';
import { audit } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { eraseKeptAnswersOf } from '../../tenancy/idempotency/index.ts';
import { erasePersonalData } from '../activations/index.ts';
import { erasePersonalDetails } from '../customers/index.ts';

/**
 * Erases the customer's personal data, here and in the answers kept for repetitions, and retires
 * its profiles; the books stay. A second time changes nothing. Refuses `customer_not_found`.
 */
export async function eraseCustomer(
  scope: Pick<Scope, 'db' | 'accountId' | 'now' | 'changes'>,
  uid: string,
): Promise<void> {
  const isFirst = await erasePersonalDetails(scope, uid);
  if (!isFirst) return;

  // The customer's row is locked from here on: whoever writes about it comes before or after.
  await erasePersonalData({ db: scope.db, accountId: scope.accountId }, uid);
  await retireProfiles(scope, uid);
  await eraseKeptAnswersOf({ db: scope.db, accountId: scope.accountId }, uid);
  audit(scope, { action: 'customer.erased', target: uid, before: null, after: null });
}
