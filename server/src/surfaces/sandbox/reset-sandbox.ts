import { resetPackages } from '../../commerce/activations/index.ts';
import { resetCustomers } from '../../commerce/customers/index.ts';
import { resetInventory } from '../../commerce/inventory/index.ts';
import { resetUsage } from '../../commerce/usage/index.ts';
import { resetCarrierProfiles } from '../../connectivity/carriers/index.ts';
import { resetProfiles } from '../../connectivity/esims/index.ts';
import { type Context, noteChange } from '../../kernel/context.ts';
import { resetEvents } from '../../messaging/events/index.ts';
import { restartWebhooks } from '../../messaging/webhooks/index.ts';
import { resetAutoTopUp } from '../../money/auto-top-up/index.ts';
import { resetDocuments } from '../../money/billing/index.ts';
import { addCredits, resetBooks } from '../../money/credits/index.ts';
import { resetPurchases } from '../../money/payments/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { lockSandbox, resetAccount } from '../../tenancy/accounts/index.ts';
import { resetKeys } from '../../tenancy/idempotency/index.ts';

/**
 * Makes a sandbox account what it was on its first day, clock included; its keys and webhook
 * settings stay, and so does the audit log. Refuses `sandbox_only`.
 */
export async function resetSandbox(tx: Tx, ctx: Context, realNow: Date): Promise<void> {
  const { accountId } = ctx;
  const { openingCreditsMinor } = await lockSandbox(tx, accountId);
  await resetUsage(tx, accountId);
  await resetPackages(tx, accountId);
  await resetProfiles(tx, accountId);
  await resetCarrierProfiles(tx, accountId);
  await resetCustomers(tx, accountId);
  await resetInventory(tx, accountId);
  await resetEvents(tx, accountId);
  await restartWebhooks(tx, ctx);
  await resetDocuments(tx, accountId);
  await resetKeys(tx, accountId);
  await resetAutoTopUp(tx, accountId);
  await resetPurchases(tx, accountId);
  await resetBooks(tx, accountId);
  await resetAccount(tx, accountId);
  noteChange(ctx, { action: 'sandbox.reset', target: null, before: null, after: null });

  if (openingCreditsMinor === 0n) return;
  const credits = { type: 'sandbox_credit', description: 'Credits to try things out' } as const;
  const place = { accountId, now: realNow };
  await addCredits(tx, place, { ...credits, amountMinor: openingCreditsMinor });
}
