import {
  type CarrierOrder,
  type CarrierRequest,
  referenceOf,
  SURELY_THERE_S,
  selectCallsOf,
  selectOrder,
  selectOwnersAt,
  selectRequestsOf,
  updateDueNow,
  updateSettled,
} from '../../connectivity/carrier-orders/index.ts';
import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { violates } from '../../platform/db/failures.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { NUMBERS, settleWithin } from './settle-order.ts';

type CallOfOrder = Awaited<ReturnType<typeof selectCallsOf>>[number];
export type OrderWithCalls = CarrierOrder & { calls: CallOfOrder[]; requests: CarrierRequest[] };

/**
 * Returns an order with every call about it, and what its supplier was asked about the eSIM. Throws
 * `carrier_order_not_found`.
 */
export async function readOrder(db: Queryable, id: string): Promise<OrderWithCalls> {
  const order = await selectOrder(db, id);
  if (!order) throw new Refusal('carrier_order_not_found', 'No order at a carrier has this ID.');
  const [calls, requests] = await Promise.all([
    selectCallsOf(db, referenceOf(order)),
    selectRequestsOf(db, { accountId: order.accountId, orderId: id }),
  ]);
  return { ...order, calls, requests };
}

/**
 * What a person found at the carrier: no order, or the order with this number, which is null for a
 * top-up that the carrier gives none.
 */
export type Finding =
  | { outcome: 'not_placed' }
  | { outcome: 'placed'; supplierOrder: string | null };

/**
 * Settles an order whose outcome is not known. One that was not placed is refused, and its package
 * fails; one that was placed is looked for under its number at once; a top-up without a number is
 * delivered. Throws `carrier_order_not_found`, `invalid_request` if the number of a new eSIM is
 * missing, and `invalid_state` if the order was never sent or has ended, if somebody settled it
 * first, if a worker has it at this moment, if the number belongs to another order, or if an order
 * that was not placed was sent less than a minute ago.
 */
export async function settleByHand(
  scope: Pick<Scope, 'db' | 'now' | 'changes'>,
  { id, ...finding }: { id: string } & Finding,
): Promise<OrderWithCalls> {
  const before = await readOrder(scope.db, id);
  const supplierOrder = finding.outcome === 'placed' ? finding.supplierOrder : null;
  const isDelivered = finding.outcome === 'placed' && supplierOrder === null;
  if (isDelivered && before.kind !== 'top_up') {
    throw invalid('/supplierOrder', 'is required with PLACED, except for a top-up');
  }
  if (supplierOrder !== null) await refuseTaken(scope.db, before, supplierOrder);
  const { now } = scope;
  const isAbsent = finding.outcome === 'not_placed';
  const by = { lease: newId(), supplierOrder, isAbsent };
  const taken = await updateSettled(scope.db, before, by).catch((error: unknown) => {
    if (!violates(error, NUMBERS)) throw error;
    throw new Refusal('invalid_state', 'Another order has this number: list them again.');
  });
  if (!taken) {
    const tooEarly = isAbsent ? refuseAbsent(before, now) : undefined;
    throw tooEarly ?? refuseSettling(before);
  }

  if (isAbsent) {
    const detail = 'A person found no order at the carrier.';
    const step = { step: 'refused', reason: 'not_placed', detail } as const;
    await settleWithin(scope.db, [{ order: taken, step }], now);
  } else if (isDelivered) {
    const placed = { order: null, isDelivered, profile: null, cost: null };
    const step = { step: 'delivered', placed } as const;
    await settleWithin(scope.db, [{ order: taken, step }], now);
  }
  audit(scope, {
    action: 'carrier_order.settled',
    target: id,
    before: { state: before.state },
    after: { ...finding },
  });
  return readOrder(scope.db, id);
}

/**
 * Lets a worker look for an order at its carrier at once. Throws `carrier_order_not_found`, and
 * `invalid_state` as for settling.
 */
export async function lookAgain(
  scope: Pick<Scope, 'db' | 'changes'>,
  { id }: { id: string },
): Promise<OrderWithCalls> {
  const before = await readOrder(scope.db, id);
  if (!(await updateDueNow(scope.db, before))) throw refuseSettling({ ...before, asksSince: null });
  audit(scope, { action: 'carrier_order.looked_again', target: id, before: null, after: null });
  return readOrder(scope.db, id);
}

async function refuseTaken(db: Queryable, order: CarrierOrder, number: string): Promise<void> {
  const owners = await selectOwnersAt(db, order.carrier, { numbers: [number], iccids: [] });
  const owner = owners.get(number);
  if (owner === undefined || owner === order.id) return;
  const detail = `The number ${number} of ${order.carrier} belongs to the order ${owner}.`;
  throw new Refusal('invalid_state', detail);
}

function refuseAbsent({ endedAt, lastSentAt }: CarrierOrder, now: Date): Refusal | undefined {
  if (endedAt !== null || lastSentAt === null) return undefined;
  if (now.getTime() - lastSentAt.getTime() >= SURELY_THERE_S * 1_000) return undefined;
  const detail =
    'The order was sent less than a minute ago. Wait a minute, then look at the carrier again.';
  return new Refusal('invalid_state', detail);
}

function refuseSettling(order: CarrierOrder): Refusal {
  const { attempts, endedAt, state, supplierOrder, asksSince } = order;
  if (endedAt !== null) return new Refusal('invalid_state', `The order has ended: ${state}.`);
  if (attempts === 0 || state === 'QUEUED') {
    return new Refusal('invalid_state', 'The order was not sent, or is about to be sent again.');
  }
  const isNamed = supplierOrder !== null && asksSince === null;
  const busy = 'A worker has the order at this moment: try again in a minute.';
  const named = `The order is looked for under the number ${supplierOrder} already.`;
  return new Refusal('invalid_state', isNamed ? named : busy);
}
