import { type Context, lockSandbox, noteChange, resetAccount } from '../accounts/index.ts';
import { resetPackages } from '../activations/index.ts';
import { resetAutoTopUp } from '../auto-top-up/index.ts';
import { resetDocuments } from '../billing/index.ts';
import { resetCarrierProfiles } from '../carriers/index.ts';
import { addCredits, resetBooks } from '../credits/index.ts';
import { resetCustomers } from '../customers/index.ts';
import type { Tx } from '../db/database.ts';
import { resetProfiles } from '../esims/index.ts';
import { resetEvents } from '../events/index.ts';
import { resetKeys } from '../idempotency/index.ts';
import { resetInventory } from '../inventory/index.ts';
import { resetPurchases } from '../payments/index.ts';
import { resetUsage } from '../usage/index.ts';
import { restartWebhooks } from '../webhooks/index.ts';

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
