import {
  type CarrierOrder,
  referenceOf,
  selectCallsOf,
  selectOrder,
  updateSettled,
} from '../../connectivity/carrier-orders/index.ts';
import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { settleWithin } from './settle-order.ts';

type CallOfOrder = Awaited<ReturnType<typeof selectCallsOf>>[number];
export type OrderWithCalls = CarrierOrder & { calls: CallOfOrder[] };

/** Returns an order with every call about it. Throws `carrier_order_not_found`. */
export async function readOrder(db: Queryable, id: string): Promise<OrderWithCalls> {
  const order = await selectOrder(db, id);
  if (!order) throw new Refusal('carrier_order_not_found', 'No order at a carrier has this ID.');
  return { ...order, calls: await selectCallsOf(db, referenceOf(order)) };
}

/** What a person found at the carrier: no order, or the order with this number. */
export type Finding = { outcome: 'not_placed' } | { outcome: 'placed'; supplierOrder: string };

/**
 * Settles an order whose outcome is not known. One that was not placed is refused, and its package
 * fails; one that was placed is looked for under its number at once. Throws
 * `carrier_order_not_found`, `invalid_state` if it was never sent or has ended.
 */
export async function settleByHand(
  scope: Pick<Scope, 'db' | 'now' | 'changes'>,
  { id, ...finding }: { id: string } & Finding,
): Promise<OrderWithCalls> {
  const before = await readOrder(scope.db, id);
  const supplierOrder = finding.outcome === 'placed' ? finding.supplierOrder : null;
  const taken = await updateSettled(scope.db, before, { lease: newId(), supplierOrder });
  if (!taken) {
    throw new Refusal(
      'invalid_state',
      'Only an order that was sent and has not ended can be settled.',
    );
  }

  if (finding.outcome === 'not_placed') {
    const detail = 'A person found no order at the carrier.';
    const step = { step: 'refused', reason: 'not_placed', detail } as const;
    await settleWithin(scope.db, taken, { step, now: scope.now });
  }
  audit(scope, {
    action: 'carrier_order.settled',
    target: id,
    before: { state: before.state },
    after: { ...finding },
  });
  return readOrder(scope.db, id);
}
