import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { applyDispute } from './disputes/apply-dispute.ts';
import { applyRefund } from './disputes/apply-refund.ts';
import { selectDispute } from './disputes/dispute-store.ts';
import type { Payments } from './payments.ts';
import type { DisputeOutcome } from './providers/notice.ts';
import type { IntentState } from './providers/provider.ts';
import type { Purchase, PurchaseStatus } from './purchases/purchase.ts';
import { readPurchase } from './purchases/read-purchase.ts';
import { settlePurchase } from './purchases/settle-purchase.ts';
import { selectPurchaseForUpdate } from './purchases/store.ts';
import { confirmTransfer } from './transfers/confirm-transfer.ts';

/** What can be played. */
export const PLAYS = [
  'authenticate',
  'fail_authentication',
  'receive_transfer',
  'refund',
  'dispute',
  'win_dispute',
  'lose_dispute',
] as const;
export type Play = (typeof PLAYS)[number];

type Player = Pick<Context, 'accountId' | 'mode' | 'now' | 'changes'>;
type Played = { purchase: Purchase; payments: Payments };

/**
 * Lets something happen to a sandbox's payment. Refuses `sandbox_only`, `purchase_not_found`, and
 * `invalid_state` for what cannot happen now.
 */
export async function playPayment(
  scope: Pick<Scope, 'db'> & Player,
  { id, event, payments }: { id: string; event: Play; payments: Payments },
): Promise<Purchase> {
  if (scope.mode !== 'sandbox') {
    throw new Refusal('sandbox_only', 'This call is for sandbox accounts. Your account is live.');
  }
  // Under lock: of three that simulate one transfer at the same time, one credits it.
  await selectPurchaseForUpdate(scope.db, { accountId: scope.accountId, id });
  const purchase = await readPurchase(scope, id);
  await play(scope, { purchase, payments, event });
  return readPurchase(scope, id);
}

async function play(
  scope: Pick<Scope, 'db'> & Player,
  played: Played & { event: Play },
): Promise<void> {
  const { purchase, event } = played;
  switch (event) {
    case 'authenticate':
      return settle(scope.db, played, { status: 'paid', receivedMinor: purchase.totalMinor });
    case 'fail_authentication':
      return settle(scope.db, played, { status: 'declined', code: 'authentication_failed' });
    case 'receive_transfer':
      return receiveTransfer(scope, played);
    case 'refund':
      return refund(scope, played);
    case 'dispute':
      return dispute(scope, { ...played, outcome: 'open' });
    case 'win_dispute':
      return dispute(scope, { ...played, outcome: 'won' });
    case 'lose_dispute':
      return dispute(scope, { ...played, outcome: 'lost' });
  }
}

async function settle(tx: Tx, { purchase, payments }: Played, state: IntentState): Promise<void> {
  requireStatus(purchase, 'requires_action');
  await settlePurchase(tx, payments, { key: purchase, state });
}

async function receiveTransfer(scope: Pick<Scope, 'db'> & Player, { purchase, payments }: Played) {
  requireStatus(purchase, 'awaiting_transfer');
  await confirmTransfer(scope, {
    payments,
    entryId: `sandbox-${newId()}`,
    reference: purchase.reference ?? '',
    receivedMinor: purchase.totalMinor - purchase.receivedMinor,
    receivedAt: scope.now,
  });
}

async function refund(
  { db: tx, now }: Pick<Scope, 'db'> & Player,
  { purchase }: Played,
): Promise<void> {
  requireStatus(purchase, 'paid');
  if (purchase.refundedMinor > 0n) {
    throw new Refusal('invalid_state', 'The payment was refunded before.');
  }
  const token = `test_re_${newId()}`;
  const { accountId, id, totalMinor: amountMinor } = purchase;
  const report = { accountId, id, kind: 'total', token, amountMinor, reportedAt: now } as const;
  await applyRefund(tx, report, now);
}

async function dispute(
  { db: tx, accountId, now }: Pick<Scope, 'db'> & Player,
  { purchase, outcome }: Played & { outcome: DisputeOutcome },
): Promise<void> {
  requireStatus(purchase, 'paid');
  const token = `test_dp_${purchase.id}`;
  const known = await selectDispute(tx, accountId, token);
  const isPossible = outcome === 'open' ? !known : known?.status === 'open';
  if (!isPossible) {
    const detail = known ? `The dispute is ${known.status}.` : 'The payment is not disputed.';
    throw new Refusal('invalid_state', detail);
  }
  const { totalMinor: disputedMinor } = purchase;
  await applyDispute(tx, { key: purchase, token, disputedMinor, outcome, now });
}

function requireStatus({ status }: Purchase, needed: PurchaseStatus): void {
  if (status === needed) return;
  throw new Refusal('invalid_state', `The purchase is ${status}, not ${needed}.`);
}
