import {
  type CarrierOrder,
  referenceOf,
  selectOrder,
  selectOwnersAt,
} from '../../connectivity/carrier-orders/index.ts';
import type { CallEnd, Listed, OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';

/** What the supplier lists within so long of the time at which an order was sent. */
const AROUND_MS = 900_000;
const MOST = 100;

/** An order of the supplier, with the order of ours that it belongs to. */
type ListedOrder = Listed & {
  orderId: string | null;
  /** Whether it may be the order: of its item, its reference or eSIM, and of no other order. */
  isLikely: boolean;
};

/** `failure` says why the supplier's list is not known; then it is empty. */
export type SupplierList = { carrier: string; items: ListedOrder[]; failure: string | null };

/**
 * Returns what the supplier lists around the time at which an order was sent: of a top-up, the
 * orders of its eSIM. Orders that may be the one come first, then the nearest. Throws
 * `carrier_order_not_found`.
 */
export async function listAtSupplier(
  db: Queryable,
  { id, carriers }: { id: string; carriers: readonly OrderingCarrier[] },
): Promise<SupplierList> {
  const order = await selectOrder(db, id);
  if (!order) throw new Refusal('carrier_order_not_found', 'No order at a carrier has this ID.');
  const { carrier } = order;
  const end = await ask(
    order,
    carriers.find(({ name }) => name === carrier),
  );
  if (typeof end === 'string') return { carrier, items: [], failure: end };
  if (end.end !== 'done') return { carrier, items: [], failure: end.detail };
  return { carrier, items: await withOwners(db, order, end.value), failure: null };
}

/** Returns a sentence if there is nothing to ask. */
async function ask(
  order: CarrierOrder,
  carrier: OrderingCarrier | undefined,
): Promise<CallEnd<Listed[]> | string> {
  const { sentAt, kind, iccid, profileId } = order;
  if (sentAt === null) return 'The order was never sent.';
  if (!carrier) return `The carrier ${order.carrier} is not set up.`;
  if (!carrier.list) return `The carrier ${order.carrier} has no list of orders.`;
  const isOfEsim = kind === 'top_up' && iccid !== null && profileId !== null;
  return carrier.list({
    reference: referenceOf(order),
    from: new Date(sentAt.getTime() - AROUND_MS),
    to: new Date(sentAt.getTime() + AROUND_MS),
    profile: isOfEsim ? { iccid, profileId } : null,
  });
}

async function withOwners(
  db: Queryable,
  order: CarrierOrder,
  listed: readonly Listed[],
): Promise<ListedOrder[]> {
  const sentMs = order.sentAt?.getTime() ?? 0;
  const distance = ({ createdAt }: Listed) => Math.abs((createdAt?.getTime() ?? 0) - sentMs);
  const nearest = listed.toSorted((a, b) => distance(a) - distance(b)).slice(0, MOST);
  const owners = await selectOwnersAt(db, order.carrier, {
    numbers: nearest.flatMap((one) => one.order ?? []),
    iccids: order.kind === 'profile' ? nearest.flatMap((one) => one.iccid ?? []) : [],
  });
  const items = nearest.map((one) => {
    const orderId = owners.get(one.order ?? '') ?? owners.get(one.iccid ?? '') ?? null;
    const isFree = orderId === null || orderId === order.id;
    return { ...one, orderId, isLikely: isFree && isLike(one, order) };
  });
  return [...items.filter(({ isLikely }) => isLikely), ...items.filter((one) => !one.isLikely)];
}

/** A supplier that keeps references names ours; another one is known by its item. */
function isLike({ reference, item }: Listed, order: CarrierOrder): boolean {
  if (reference === null) return item !== null && item === order.item;
  return reference.startsWith(referenceOf(order));
}
