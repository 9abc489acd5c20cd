import type { Tx } from '../../../platform/db/database.ts';
import { readClock } from '../../../tenancy/accounts/index.ts';
import { lockCredits } from '../../credits/index.ts';
import type { Payments } from '../payments.ts';
import type { IntentState } from '../providers/provider.ts';
import { creditPurchase } from './credit-purchase.ts';
import { toDeclineCode } from './decline.ts';
import type { Purchase, PurchaseKey } from './purchase.ts';
import { moveStatus, type Step, selectPurchaseForUpdate } from './store.ts';

/**
 * Takes in where a purchase stands, whoever says so, in any order and however often: what changes
 * nothing any more changes nothing. Paid, it is credited; that happens once. Gives the purchase as
 * it is then, undefined when it is gone.
 */
export async function settlePurchase(
  tx: Tx,
  payments: Payments,
  { key, state }: { key: PurchaseKey; state: IntentState },
): Promise<Purchase | undefined> {
  // All that may move credits locks the books first, so that no two can wait in a circle.
  await lockCredits({ db: tx, accountId: key.accountId });
  const before = await selectPurchaseForUpdate(tx, key);
  if (!before) return undefined;
  requireWholeSum(before, state);
  const now = await readClock(tx, { accountId: key.accountId, realNow: payments.realNow() });
  const step = stepTo(state, now);
  const moved = step && (await moveStatus(tx, key, step));
  if (!moved) return before;

  if (moved.status === 'paid') await creditPurchase(tx, { purchase: moved, now });
  if (moved.status !== 'requires_action') {
    for (const listen of payments.onSettled) await listen(tx, { purchase: moved, now });
  }
  return moved;
}

function stepTo(state: IntentState, now: Date): Step | undefined {
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

/** The sum is ours from the first call on; another one is a defect, and makes no credits. */
function requireWholeSum({ id, totalMinor }: Purchase, state: IntentState): void {
  if (state.status !== 'paid' || state.receivedMinor === totalMinor) return;
  throw new Error(`purchase ${id} of ${totalMinor} was paid with ${state.receivedMinor}`);
}
