import { updateRefundSettled } from '../../connectivity/carrier-orders/index.ts';
import type { Cost } from '../../connectivity/carriers/index.ts';
import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type OrderWithCalls, readOrder } from './settle-by-hand.ts';

type RefundSettlement = {
  id: string;
  /** What the supplier gave back; null if it declined the refund. */
  returned: Cost | null;
  note: string | null;
};

/**
 * Records what a supplier decided about the refund that it was asked for, as it told a person. The
 * first record counts. Throws `carrier_order_not_found`, and `invalid_state` unless the order has
 * such a request whose outcome is open.
 */
export async function settleRefund(
  scope: Pick<Scope, 'db' | 'now' | 'changes'>,
  { id, returned, note }: RefundSettlement,
): Promise<OrderWithCalls> {
  const { requests, accountId } = await readOrder(scope.db, id);
  const request = requests.find(({ isRefundOpen }) => isRefundOpen);
  const of = { accountId, id: request?.id ?? id, returned, note, at: scope.now };
  if (!request || !(await updateRefundSettled(scope.db, of))) {
    throw new Refusal('invalid_state', 'The order has no request for a refund that is open.');
  }

  audit(scope, {
    action: 'carrier_order.refund_settled',
    target: id,
    before: { outcome: request.outcome },
    after: {
      outcome: returned ? 'refunded' : 'declined',
      returnedTenThousandths: returned?.tenThousandths.toString() ?? null,
      returnedCurrency: returned?.currency ?? null,
    },
  });
  return readOrder(scope.db, id);
}
