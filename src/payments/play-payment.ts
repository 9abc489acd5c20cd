import type { Context } from '../accounts/index.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../lib/ids.ts';
import { Refusal } from '../lib/refusal.ts';
import { confirmTransfer } from './confirm-transfer.ts';
import type { Payments } from './payments.ts';
import type { IntentState } from './provider.ts';
import type { Purchase, PurchaseStatus } from './purchase.ts';
import { readPurchase } from './read-purchase.ts';
import { settlePurchase } from './settle-purchase.ts';

/** What can be played, and in which state of the purchase. */
export const PLAYS = ['authenticate', 'fail_authentication', 'receive_transfer'] as const;
export type Play = (typeof PLAYS)[number];

type Player = Pick<Context, 'accountId' | 'mode' | 'now' | 'changes'>;

/**
 * Lets something happen to a sandbox's payment. Refuses `sandbox_only`, `purchase_not_found` and
 * `invalid_state`.
 */
export async function playPayment(
  tx: Tx,
  ctx: Player,
  { id, event, payments }: { id: string; event: Play; payments: Payments },
): Promise<Purchase> {
  if (ctx.mode !== 'sandbox') {
    throw new Refusal('sandbox_only', 'This is for sandbox accounts; this account is live.');
  }
  const purchase = await readPurchase(tx, ctx, id);
  if (event === 'receive_transfer') return receiveTransfer(tx, ctx, { purchase, payments });
  requireStatus(purchase, 'requires_action');
  const state: IntentState =
    event === 'authenticate'
      ? { status: 'paid', receivedMinor: purchase.totalMinor }
      : { status: 'declined', code: 'authentication_failed' };
  return (await settlePurchase(tx, payments, { key: purchase, state })) ?? purchase;
}

function receiveTransfer(
  tx: Tx,
  ctx: Player,
  { purchase, payments }: { purchase: Purchase; payments: Payments },
): Promise<Purchase> {
  requireStatus(purchase, 'awaiting_transfer');
  return confirmTransfer(tx, ctx, {
    payments,
    entryId: `sandbox-${newId()}`,
    reference: purchase.reference ?? '',
    receivedMinor: purchase.totalMinor - purchase.coveredMinor,
    receivedAt: ctx.now,
  });
}

function requireStatus({ status }: Purchase, needed: PurchaseStatus): void {
  if (status === needed) return;
  throw new Refusal('invalid_state', `The purchase is ${status}, not ${needed}.`);
}
