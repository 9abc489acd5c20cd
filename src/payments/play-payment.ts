import type { Context } from '../accounts/index.ts';
import type { Tx } from '../db/database.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Payments } from './payments.ts';
import type { IntentState } from './provider.ts';
import type { Purchase, PurchaseStatus } from './purchase.ts';
import { readPurchase } from './read-purchase.ts';
import { settlePurchase } from './settle-purchase.ts';

/** What can be played, and in which state of the purchase. */
export const PLAYS = ['authenticate', 'fail_authentication'] as const;
export type Play = (typeof PLAYS)[number];

/**
 * Lets something happen to a payment that no real money is in. Refuses `purchase_not_found`,
 * `sandbox_only` where it is real, and `invalid_state`.
 */
export async function playPayment(
  tx: Tx,
  ctx: Pick<Context, 'accountId' | 'now'>,
  { id, event, payments }: { id: string; event: Play; payments: Payments },
): Promise<Purchase> {
  const purchase = await readPurchase(tx, ctx, id);
  const isPlayed = purchase.mode === 'sandbox' || purchase.provider === 'test';
  if (!isPlayed) throw new Refusal('sandbox_only', 'This purchase is paid with real money.');

  requireStatus(purchase, 'requires_action');
  const state: IntentState =
    event === 'authenticate'
      ? { status: 'paid', receivedMinor: purchase.totalMinor }
      : { status: 'declined', code: 'authentication_failed' };
  return (await settlePurchase(tx, payments, { key: purchase, state })) ?? purchase;
}

function requireStatus({ status }: Purchase, needed: PurchaseStatus): void {
  if (status === needed) return;
  throw new Refusal('invalid_state', `The purchase is ${status}, not ${needed}.`);
}
