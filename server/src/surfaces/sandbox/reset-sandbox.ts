import { resetSalesTotals } from '../../backoffice/reports/index.ts';
import { resetPackages } from '../../commerce/activations/index.ts';
import { resetApprovals } from '../../commerce/approvals/index.ts';
import { resetCustomers, resetNotes, resetTags } from '../../commerce/customers/index.ts';
import { resetInstallationMails } from '../../commerce/installation-mails/index.ts';
import { resetInventory } from '../../commerce/inventory/index.ts';
import { resetPricingRules } from '../../commerce/pricing/index.ts';
import { deleteReplacementCounts } from '../../commerce/replacements/index.ts';
import { resetBatches, resetBatchItems } from '../../commerce/sale-batches/index.ts';
import { resetSdkUsers } from '../../commerce/sdk-activations/index.ts';
import { resetTravellerMails } from '../../commerce/traveller-mails/index.ts';
import { resetUsage } from '../../commerce/usage/index.ts';
import { resetCarrierProfiles } from '../../connectivity/carriers/index.ts';
import { resetProfiles } from '../../connectivity/esims/index.ts';
import { audit } from '../../kernel/context.ts';
import { resetEvents } from '../../messaging/events/index.ts';
import { resetWebhooks } from '../../messaging/webhooks/index.ts';
import { resetAutoTopUp } from '../../money/auto-top-up/index.ts';
import { resetDocuments } from '../../money/billing/index.ts';
import { addCredits, resetLedger } from '../../money/credits/index.ts';
import { resetPurchases } from '../../money/payments/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { lockSandboxForReset, resetAccount } from '../../tenancy/accounts/index.ts';
import { resetKeys } from '../../tenancy/idempotency/index.ts';

/**
 * Resets a sandbox account, including its clock. API keys, webhook endpoints and the audit log
 * stay. Throws `sandbox_only`.
 */
export async function resetSandbox(scope: Scope, realNow: Date): Promise<void> {
  const { accountId } = scope;
  const { openingCreditsMinor } = await lockSandboxForReset(scope);
  await resetUsage({ db: scope.db, accountId });
  await resetInstallationMails({ db: scope.db, accountId });
  await resetTravellerMails({ db: scope.db, accountId });
  await resetBatchItems({ db: scope.db, accountId });
  await resetApprovals({ db: scope.db, accountId });
  await resetBatches({ db: scope.db, accountId });
  await resetPackages({ db: scope.db, accountId });
  await deleteReplacementCounts(scope.db, accountId);
  const iccids = await resetProfiles({ db: scope.db, accountId });
  await resetCarrierProfiles(scope.db, iccids);
  await resetNotes({ db: scope.db, accountId });
  await resetTags({ db: scope.db, accountId });
  await resetSdkUsers({ db: scope.db, accountId });
  await resetCustomers({ db: scope.db, accountId });
  await resetInventory({ db: scope.db, accountId });
  await resetPricingRules({ db: scope.db, accountId });
  await resetEvents({ db: scope.db, accountId });
  await resetSalesTotals({ db: scope.db, accountId });
  await resetWebhooks(scope);
  await resetDocuments(scope.db, accountId);
  await resetKeys({ db: scope.db, accountId });
  await resetAutoTopUp({ db: scope.db, accountId });
  await resetPurchases({ db: scope.db, accountId });
  await resetLedger(scope.db, accountId);
  await resetAccount({ db: scope.db, accountId });
  audit(scope, { action: 'sandbox.reset', target: null, before: null, after: null });

  if (openingCreditsMinor === 0n) return;
  const credits = { type: 'sandbox_credit', description: 'Credits to try things out' } as const;
  const place = { accountId, now: realNow };
  await addCredits({ ...place, db: scope.db }, { ...credits, amountMinor: openingCreditsMinor });
}
