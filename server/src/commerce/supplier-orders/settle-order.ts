import {
  type DeliveredOrder,
  type LeasedOrder,
  type OrderStep,
  selectTakenOrders,
  updateDeliveredOrders,
  updateRefusedOrder,
} from '../../connectivity/carrier-orders/index.ts';
import type { Placed } from '../../connectivity/carriers/index.ts';
import { insertPulls, renewPulls } from '../../connectivity/usage-pulls/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { violates } from '../../platform/db/failures.ts';
import { deliverOrderedSales, failOrderedSale } from '../activations/index.ts';
import type { OrderingParts, Settlement } from './ordering-parts.ts';

const LOOK_AGAIN_MS = 1_000;
/** What gives each number of a carrier to one account, and to one of its orders. */
export const NUMBERS = ['carrier_orders_owner', 'carrier_orders_supplier'];

type Delivered = Extract<Settlement['step'], { step: 'delivered' }>;
type Refused = Extract<Settlement['step'], { step: 'refused' }>;

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
  { writes }: Pick<OrderingParts, 'writes'>,
  order: LeasedOrder,
  step: OrderStep,
): Promise<void> {
  try {
    if (step.step === 'again') await writes.again.run({ order, step });
    else await writes.settled.run({ order, step });
  } catch (error) {
    if (error instanceof LostLease) return;
    if (!(error instanceof TakenOrder) && !violates(error, NUMBERS)) throw error;
    const detail = 'The carrier named the number of another order.';
    const inMs = LOOK_AGAIN_MS;
    const again = { state: 'UNKNOWN', inMs, supplierOrder: null, detail, asks: false } as const;
    await writes.again.run({ order, step: { step: 'again', ...again } });
  }
}

/**
 * Writes how orders of any accounts ended, within a transaction. Throws, and the transaction is to
 * be rolled back, if another worker has any of them.
 */
export async function settleWithin(
  tx: Tx,
  settlements: readonly Settlement[],
  now: Date,
): Promise<void> {
  const delivered: Delivery[] = [];
  const refused: Refusal[] = [];
  for (const { order, step } of settlements) {
    if (step.step === 'delivered') delivered.push({ order, ...step });
    else refused.push({ order, ...step });
  }
  if (delivered.length > 0) refused.push(...(await deliver(tx, delivered, now)));
  for (const one of refused) await refuse(tx, one, now);
}

type Delivery = { order: LeasedOrder } & Omit<Delivered, 'step'>;
type Refusal = { order: LeasedOrder } & Omit<Refused, 'step'>;

/** Returns those that cannot be delivered because another eSIM has their ICCID. */
async function deliver(tx: Tx, deliveries: readonly Delivery[], now: Date): Promise<Refusal[]> {
  const outcomes = await deliverOrderedSales(
    { db: tx, now },
    deliveries.map(({ order, placed: { profile }, isFromStock = false }) => ({
      ...{ accountId: order.accountId, packageId: order.activatedItemId },
      ...{ carrier: order.carrier, profile, isFromStock },
    })),
  );
  const of = (outcome: (typeof outcomes)[number]) =>
    deliveries.filter((_, place) => outcomes[place] === outcome);
  // What was claimed from stock goes back there with this transaction.
  if (of('given_up').some(({ isFromStock }) => isFromStock)) throw new LostLease();
  const delivered = of('delivered');
  await followUsage(tx, delivered);
  const written = [...delivered.map(asDelivered), ...of('given_up').map(asGivenUp)];
  if (written.length > 0 && !(await updateDeliveredOrders(tx, written))) throw new LostLease();

  const recycled = of('esim_recycled');
  for (const { order, placed } of recycled) {
    if (await isTaken(tx, order, placed)) throw new TakenOrder();
  }
  return recycled.map(({ order, placed }) => {
    const detail = `Another eSIM has the ICCID ${placed.profile?.iccid}; the order was delivered.`;
    const bought = { ...order, supplierOrder: placed.order ?? order.supplierOrder };
    return { order: bought, reason: 'esim_recycled', detail };
  });
}

function asDelivered({ order, placed }: Delivery): DeliveredOrder {
  return { order, placed, spare: null, reason: null };
}

/** A new eSIM is the next sale's. What topped one up stays with the traveller, and nobody paid. */
function asGivenUp({ order, placed }: Delivery): DeliveredOrder {
  const { profile } = placed;
  return { order, placed, spare: profile, reason: profile ? null : 'package_failed' };
}

/** Suppliers are asked for the usage of new eSIMs, and at once for that of those topped up. */
async function followUsage(tx: Tx, delivered: readonly Delivery[]): Promise<void> {
  const ordered = delivered.filter(({ isFromStock }) => !isFromStock);
  await insertPulls(
    tx,
    ordered.flatMap(({ order: { accountId, carrier }, placed: { profile } }) =>
      profile ? [{ ...profile, accountId, carrier }] : [],
    ),
  );
  await renewPulls(
    tx,
    ordered.flatMap(({ order: { accountId, id: orderId }, placed: { profile } }) =>
      profile ? [] : [{ accountId, orderId }],
    ),
  );
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
  { order, reason, detail, choices }: Refusal,
  now: Date,
): Promise<void> {
  const { accountId, activatedItemId: packageId } = order;
  await failOrderedSale(
    { db: tx, accountId, now },
    { packageId, reason: reason === 'out_of_stock' ? 'out_of_stock' : 'supplier_unavailable' },
  );
  const routed = choices ? { ...order, choices } : order;
  if (!(await updateRefusedOrder(tx, routed, { reason, detail }))) throw new LostLease();
}
