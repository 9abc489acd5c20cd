import { retireProfiles } from '../../connectivity/esims/index.ts';
import { eraseInstallationDevices } from '../../connectivity/installations/index.ts';
import { eraseInstallTokensOf } from '../../connectivity/sdk-sessions/index.ts';
import { audit } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { eraseKeptAnswersOf } from '../../tenancy/idempotency/index.ts';
import { erasePurchaseLocations } from '../activations/index.ts';
import { eraseCallsOf } from '../approvals/index.ts';
import { eraseNotesAndTags, erasePersonalDetails } from '../customers/index.ts';
import { eraseInstallationMails } from '../installation-mails/index.ts';
import { eraseBatchEmails } from '../sale-batches/index.ts';
import { eraseSdkUsersOf } from '../sdk-activations/index.ts';
import { eraseTravellerMails } from '../traveller-mails/index.ts';

/**
 * Erases the customer's personal data, also in answers kept for repeated requests and in mails,
 * ends the sessions of apps, and retires the customer's eSIMs. Mails that wait are not sent.
 * Packages and transfers stay. Changes nothing if the customer was erased before. Throws
 * `customer_not_found`.
 */
export async function eraseCustomer(
  scope: Pick<Scope, 'db' | 'accountId' | 'now' | 'changes'>,
  uid: string,
): Promise<void> {
  const isFirst = await erasePersonalDetails(scope, uid);
  if (!isFirst) return;

  // The customer's row is locked now, so no other transaction writes about the customer meanwhile.
  await erasePurchaseLocations({ db: scope.db, accountId: scope.accountId }, uid);
  await eraseNotesAndTags(scope, uid);
  await eraseBatchEmails(scope, uid);
  await eraseCallsOf(scope, uid);
  await eraseInstallationMails(scope, uid);
  await eraseTravellerMails(scope, uid);
  await retireProfiles(scope, uid);
  await eraseInstallationDevices(scope, uid);
  await eraseInstallTokensOf(scope, uid);
  await eraseSdkUsersOf(scope, uid);
  await eraseKeptAnswersOf({ db: scope.db, accountId: scope.accountId }, uid);
  audit(scope, { action: 'customer.erased', target: uid, before: null, after: null });
}
