import type { Tx } from '../../../platform/db/database.ts';
import { readClock } from '../../../tenancy/accounts/index.ts';
import { lockCredits } from '../../credits/index.ts';
import type { Payments } from '../payments.ts';
import type { IntentState } from '../providers/provider.ts';
import { creditPurchase } from './credit-purchase.ts';
import { toDeclineCode } from './decline.ts';
import type { Purchase, PurchaseKey } from './purchase.ts';
import { moveStatus, type StatusChange, selectPurchaseForUpdate } from './purchase-store.ts';

/**
 * Applies the provider's state of a payment to its purchase. States may come from any caller, in
 * any order and repeatedly; a state that is out of date changes nothing. A purchase that becomes
 * paid is credited, once. Returns the purchase afterwards; undefined if it was deleted.
 */
export async function settlePurchase(
  tx: Tx,
  payments: Payments,
  { key, state }: { key: PurchaseKey; state: IntentState },
): Promise<Purchase | undefined> {
  // Everything that may change credits locks the ledger first, so that no deadlock can occur.
  await lockCredits({ db: tx, accountId: key.accountId });
  const before = await selectPurchaseForUpdate(tx, key);
  if (!before) return undefined;
  requireWholeSum(before, state);
  const now = await readClock(tx, { accountId: key.accountId, realNow: payments.realNow() });
  const step = changeFor(state, now);
  const moved = step && (await moveStatus(tx, key, step));
  if (!moved) return before;

  if (moved.status === 'paid') await creditPurchase(tx, { purchase: moved, now });
  if (moved.status !== 'requires_action') {
    for (const listen of payments.onSettled) await listen(tx, { purchase: moved, now });
  }
  return moved;
}

function changeFor(state: IntentState, now: Date): StatusChange | undefined {
  switch (state.status) {
    case 'paid':
      return { status: 'paid', paidAt: now };
    case 'requires_action':
      return { status: 'requires_action', nextAction: state.action };
    case 'declined':
      return { status: 'declined', declineCode: toDeclineCode(state.code) };
    case 'canceled':
      return { status: 'canceled' };
    default:
      return undefined;
  }
}

/** Throws if another sum was paid than was requested, which is a defect of the provider. */
function requireWholeSum({ id, totalMinor }: Purchase, state: IntentState): void {
  if (state.status !== 'paid' || state.receivedMinor === totalMinor) return;
  throw new Error(`purchase ${id} of ${totalMinor} was paid with ${state.receivedMinor}`);
}
