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
import { selectPurchaseForUpdate } from './purchases/purchase-store.ts';
import { readPurchase } from './purchases/read-purchase.ts';
import { settlePurchase } from './purchases/settle-purchase.ts';
import { confirmTransfer } from './transfers/confirm-transfer.ts';

/** The events that can be simulated. */
export const SIMULATED_EVENTS = [
  'authenticate',
  'fail_authentication',
  'receive_transfer',
  'refund',
  'dispute',
  'win_dispute',
  'lose_dispute',
] as const;
export type SimulatedEvent = (typeof SIMULATED_EVENTS)[number];

type SimulationScope = Pick<Context, 'accountId' | 'mode' | 'now' | 'changes'>;
type Simulation = { purchase: Purchase; payments: Payments };

/**
 * Simulates an event of a sandbox purchase. Throws `sandbox_only`, `purchase_not_found`, and
 * `invalid_state` if the event is not possible in the purchase's status.
 */
export async function simulatePayment(
  scope: Pick<Scope, 'db'> & SimulationScope,
  { id, event, payments }: { id: string; event: SimulatedEvent; payments: Payments },
): Promise<Purchase> {
  if (scope.mode !== 'sandbox') {
    throw new Refusal(
      'sandbox_only',
      'This operation is for sandbox accounts only. Your account is live.',
    );
  }
  // Under lock, so that concurrent simulations of one transfer credit it once.
  await selectPurchaseForUpdate(scope.db, { accountId: scope.accountId, id });
  const purchase = await readPurchase(scope, id);
  await simulate(scope, { purchase, payments, event });
  return readPurchase(scope, id);
}

async function simulate(
  scope: Pick<Scope, 'db'> & SimulationScope,
  simulation: Simulation & { event: SimulatedEvent },
): Promise<void> {
  const { purchase, event } = simulation;
  switch (event) {
    case 'authenticate':
      return settle(scope.db, simulation, { status: 'paid', receivedMinor: purchase.totalMinor });
    case 'fail_authentication':
      return settle(scope.db, simulation, { status: 'declined', code: 'authentication_failed' });
    case 'receive_transfer':
      return receiveTransfer(scope, simulation);
    case 'refund':
      return refund(scope, simulation);
    case 'dispute':
      return dispute(scope, { ...simulation, outcome: 'open' });
    case 'win_dispute':
      return dispute(scope, { ...simulation, outcome: 'won' });
    case 'lose_dispute':
      return dispute(scope, { ...simulation, outcome: 'lost' });
  }
}

async function settle(
  tx: Tx,
  { purchase, payments }: Simulation,
  state: IntentState,
): Promise<void> {
  requireStatus(purchase, 'requires_action');
  await settlePurchase(tx, payments, { key: purchase, state });
}

async function receiveTransfer(
  scope: Pick<Scope, 'db'> & SimulationScope,
  { purchase, payments }: Simulation,
) {
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
  { db: tx, now }: Pick<Scope, 'db'> & SimulationScope,
  { purchase }: Simulation,
): Promise<void> {
  requireStatus(purchase, 'paid');
  if (purchase.refundedMinor > 0n) {
    throw new Refusal('invalid_state', 'The payment has already been refunded.');
  }
  const token = `test_re_${newId()}`;
  const { accountId, id, totalMinor: amountMinor } = purchase;
  const report = { accountId, id, kind: 'total', token, amountMinor, reportedAt: now } as const;
  await applyRefund(tx, report, now);
}

async function dispute(
  { db: tx, accountId, now }: Pick<Scope, 'db'> & SimulationScope,
  { purchase, outcome }: Simulation & { outcome: DisputeOutcome },
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
