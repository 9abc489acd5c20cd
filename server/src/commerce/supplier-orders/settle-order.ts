import {
  type LeasedOrder,
  type OrderStep,
  selectTakenOrders,
  updateAgain,
  updateDeliveredOrder,
  updateRefusedOrder,
} from '../../connectivity/carrier-orders/index.ts';
import type { DeliveredProfile, Placed } from '../../connectivity/carriers/index.ts';
import { insertPull, renewPull } from '../../connectivity/usage-pulls/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { violatesUnique } from '../../platform/db/failures.ts';
import { deliverOrderedSale, failOrderedSale } from '../activations/index.ts';
import type { OrderingParts } from './ordering-parts.ts';

const LOOK_AGAIN_MS = 1_000;
/** The index that gives each number of a carrier to one order. */
const NUMBERS = 'carrier_orders_supplier';

/** The lease was over and another worker has the order: what this one did is undone. */
class LostLease extends Error {
  override readonly name = 'LostLease';
}

/** Another order of ours has the number that the carrier named: this one is looked for again. */
class TakenOrder extends Error {
  override readonly name = 'TakenOrder';
}

/**
 * Writes what became of an order, together with its package and credits. Nothing is written if the
 * lease is over: whoever has the order now finds the same at the carrier.
 */
export async function settleOrder(
  { batches, now }: Pick<OrderingParts, 'batches' | 'now'>,
  order: LeasedOrder,
  step: OrderStep,
): Promise<void> {
  const { accountId } = order;
  const writeAgain = (again: Extract<OrderStep, { step: 'again' }>) =>
    batches.run(accountId, (tx) => updateAgain(tx, order, again));
  try {
    if (step.step === 'again') return await writeAgain(step);
    await batches.run(accountId, (tx) => settleWithin(tx, order, { step, now: now() }));
  } catch (error) {
    if (error instanceof LostLease) return;
    if (!(error instanceof TakenOrder) && !violatesUnique(error, NUMBERS)) throw error;
    const detail = 'The carrier named the number of another order.';
    const inMs = LOOK_AGAIN_MS;
    const again = { state: 'UNKNOWN', inMs, supplierOrder: null, detail, asks: false } as const;
    await writeAgain({ step: 'again', ...again });
  }
}

/** Does the same within a transaction, for a person who settles an order. Throws if it was lost. */
export async function settleWithin(
  tx: Tx,
  order: LeasedOrder,
  { step, now }: { step: Exclude<OrderStep, { step: 'again' }>; now: Date },
): Promise<void> {
  const isHeld =
    step.step === 'delivered'
      ? await deliver(tx, order, { ...step, now })
      : await refuse(tx, order, { ...step, now });
  if (!isHeld) throw new LostLease();
}

async function deliver(
  tx: Tx,
  order: LeasedOrder,
  { placed, isFromStock, now }: { placed: Placed; isFromStock?: true; now: Date },
): Promise<boolean> {
  const { accountId, activatedItemId: packageId, carrier } = order;
  const { profile } = placed;
  const outcome = await deliverOrderedSale(
    { db: tx, accountId, now },
    { packageId, carrier, profile, ...(isFromStock && { isFromStock }) },
  );
  // What was claimed from stock goes back there with this transaction.
  if (outcome === 'given_up' && isFromStock) return false;
  if (outcome === 'esim_recycled') {
    if (await isTaken(tx, order, placed)) throw new TakenOrder();
    const detail = `Another eSIM has the ICCID ${profile?.iccid}; the order was delivered.`;
    return refuse(tx, order, { reason: 'esim_recycled', detail, now });
  }
  if (outcome === 'delivered' && !isFromStock) await followUsage(tx, order, profile);
  if (outcome !== 'given_up') return updateDeliveredOrder(tx, order, { placed, spare: null });
  // A new eSIM is the next sale's. What topped one up stays with the traveller, and nobody paid.
  const reason = profile ? null : 'package_failed';
  return updateDeliveredOrder(tx, order, { placed, spare: profile, reason });
}

/** The supplier is asked for the usage of a new eSIM, and at once for that of one topped up. */
async function followUsage(
  tx: Tx,
  { accountId, id, carrier }: LeasedOrder,
  profile: DeliveredProfile | null,
): Promise<void> {
  if (profile) await insertPull(tx, { ...profile, accountId, carrier });
  else await renewPull(tx, { accountId, orderId: id });
}

/** Two orders without an answer may find the same one; the first that commits has it. */
async function isTaken(
  tx: Tx,
  { carrier, supplierOrder }: LeasedOrder,
  { order }: Placed,
): Promise<boolean> {
  if (order === null || order === supplierOrder) return false;
  return (await selectTakenOrders(tx, carrier, [order])).has(order);
}

async function refuse(
  tx: Tx,
  order: LeasedOrder,
  {
    reason,
    detail,
    choices,
    now,
  }: Omit<Extract<OrderStep, { step: 'refused' }>, 'step'> & { now: Date },
): Promise<boolean> {
  const { accountId, activatedItemId: packageId } = order;
  await failOrderedSale(
    { db: tx, accountId, now },
    { packageId, reason: reason === 'out_of_stock' ? 'out_of_stock' : 'supplier_unavailable' },
  );
  const routed = choices ? { ...order, choices } : order;
  return updateRefusedOrder(tx, routed, { reason, detail });
}
