import {
  afterLooking,
  afterSending,
  isOtherInFlight,
  type LeasedOrder,
  markSent,
  type OrderStep,
  referenceOf,
  selectTakenIccids,
  selectTakenOrders,
} from '../../connectivity/carrier-orders/index.ts';
import type { CallEnd, Found, OrderingCarrier, Placed } from '../../connectivity/carriers/index.ts';
import { giveSpare } from './give-spare.ts';
import type { OrderingParts } from './ordering-parts.ts';
import { type Prepared, prepareOrder } from './prepare-order.ts';
import { settleOrder } from './settle-order.ts';

const NOT_SET_UP_MS = 30_000;
const IN_FLIGHT_MS = 1_000;

/**
 * Does the next step of a leased order: sends a queued one, looks for one whose outcome is not
 * known, and writes what became of it. Each step ends in a committed state from which any worker
 * can go on.
 */
export async function workOrder(parts: OrderingParts, order: LeasedOrder): Promise<void> {
  const carrier = parts.carriers.get(order.carrier);
  const step = carrier ? await nextStep(parts, carrier, order) : notSetUp(order);
  if (step) await settleOrder(parts, order, step);
}

/** Returns undefined if the order was settled on the way or belongs to another worker. */
function nextStep(
  parts: OrderingParts,
  carrier: OrderingCarrier,
  order: LeasedOrder,
): Promise<OrderStep | undefined> {
  return order.state === 'QUEUED' ? send(parts, carrier, order) : look(parts, carrier, order);
}

async function send(
  parts: OrderingParts,
  carrier: OrderingCarrier,
  order: LeasedOrder,
): Promise<OrderStep | undefined> {
  const prepared = await prepareOrder(parts, carrier, order);
  if ('instead' in prepared) return prepared.instead;
  // What was sent before may be at the carrier: only that order itself can replace it.
  const isFirst = order.attempts === 0 && prepared.sending.kind === 'profile';
  if (isFirst && (await giveSpare(parts, order, prepared.item))) return undefined;
  const sentAt = await markSent(parts.db, order, prepared.sending);
  if (!sentAt) return undefined;

  const end = await call(carrier, order, prepared);
  if (end.end === 'refused' && end.code === 'price_changed') {
    const isOld = parts.quotes.drop(carrier.name, prepared.item);
    if (isOld && order.attempts === 0) return retryAt(0, end.detail);
  }
  const step = afterSending(end);
  const isUnsent = end.end === 'retry_later' && order.attempts === 0;
  return isUnsent && step.step === 'again' ? { ...step, isUnsent } : step;
}

function call(
  carrier: OrderingCarrier,
  order: LeasedOrder,
  { item, cost, profile }: Extract<Prepared, { item: string }>,
): Promise<CallEnd<Placed>> {
  const request = { reference: referenceOf(order), item, cost };
  if (profile && carrier.topUp) return carrier.topUp({ ...request, profile });
  return carrier.order(request);
}

async function look(
  parts: OrderingParts,
  carrier: OrderingCarrier,
  order: LeasedOrder,
): Promise<OrderStep> {
  if (order.attempts === 0 || order.item === null || order.sentAt === null) {
    return { step: 'refused', reason: 'not_placed', detail: 'The order was never sent.' };
  }
  const { resends, findsBy } = carrier.capabilities;
  const isGuess = findsBy === 'time_and_item' && order.supplierOrder === null;
  // The answers of others are still to come: what the carrier shows may be theirs.
  if (isGuess && (await isOtherInFlight(parts.db, order))) {
    return {
      ...retryAt(IN_FLIGHT_MS, 'Other orders of the item are in flight.'),
      state: 'UNKNOWN',
    };
  }
  const { iccid, profileId, kind, item, sentAt, supplierOrder } = order;
  const isOfEsim = kind === 'top_up' && iccid !== null && profileId !== null;
  const profile = isOfEsim ? { iccid, profileId } : null;
  const reference = referenceOf(order);
  const sent = { kind, reference, item, order: supplierOrder, profile, sentAt };
  const found = await withoutTaken(parts, order, await carrier.find(sent));
  return afterLooking(order, found, { resends, now: parts.now() });
}

/** Leaves out what belongs to another order of ours, which may be a top-up of its eSIM. */
async function withoutTaken(
  { db }: OrderingParts,
  { carrier, supplierOrder, kind }: LeasedOrder,
  end: CallEnd<Found>,
): Promise<CallEnd<Found>> {
  if (end.end !== 'done') return end;
  const { candidates } = end.value;
  const numbers = candidates.flatMap(({ order }) => order ?? []);
  const iccids = kind === 'profile' ? candidates.flatMap((one) => one.profile?.iccid ?? []) : [];
  const [taken, given] = await Promise.all([
    selectTakenOrders(db, carrier, numbers),
    selectTakenIccids(db, carrier, iccids),
  ]);
  const isFree = ({ order, profile }: Placed) =>
    !given.has(profile?.iccid ?? '') &&
    (order === null || order === supplierOrder || !taken.has(order));
  return { end: 'done', value: { candidates: candidates.filter(isFree) } };
}

function notSetUp({ carrier, state }: LeasedOrder): OrderStep {
  const step = retryAt(NOT_SET_UP_MS, `The carrier ${carrier} is not set up.`);
  return state === 'SENT' || state === 'UNKNOWN' ? { ...step, state } : step;
}

function retryAt(inMs: number, detail: string): Extract<OrderStep, { step: 'again' }> {
  return { step: 'again', state: 'QUEUED', inMs, supplierOrder: null, detail, asks: false };
}
