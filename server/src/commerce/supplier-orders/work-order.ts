import {
  afterLooking,
  type LeasedOrder,
  type OrderStep,
  referenceOf,
  selectOtherInFlight,
} from '../../connectivity/carrier-orders/index.ts';
import type { CallEnd, Found, OrderingCarrier, Placed } from '../../connectivity/carriers/index.ts';
import { afterCall, type Sendable } from './after-call.ts';
import { giveFromStock } from './give-from-stock.ts';
import { giveSpare } from './give-spare.ts';
import type { OrderingParts } from './ordering-parts.ts';
import { prepareOrder } from './prepare-order.ts';
import { settleOrder } from './settle-order.ts';

const NOT_SET_UP_MS = 30_000;
const IN_FLIGHT_MS = 1_000;
/** A carrier makes an order within so long of its sending, by its own clock. */
const MADE_WITHIN_MS = 45_000;
/** Orders that were sent so much later are made after that, as far as the clocks agree. */
const SENT_TOO_LATE_MS = 75_000;

/**
 * Does the next step of a leased order: chooses a source for a queued one and sends it there, looks
 * for one whose outcome is not known, and writes what became of it. Each step ends in a committed
 * state from which any worker can go on. Nothing is bought once the lease, which is held until
 * `heldUntil` by `performance.now()`, could be over at the answer.
 */
export async function workOrder(
  parts: OrderingParts,
  order: LeasedOrder,
  heldUntil: number,
): Promise<void> {
  const done = await nextStep(parts, order, heldUntil);
  if (done) await settleOrder(parts, done.order, done.step);
}

/** What became of an order, which may have another source now. */
type Done = { order: LeasedOrder; step: OrderStep };

/** Returns undefined if the order was settled on the way or belongs to another worker. */
async function nextStep(
  parts: OrderingParts,
  order: LeasedOrder,
  heldUntil: number,
): Promise<Done | undefined> {
  if (order.state === 'QUEUED') return send(parts, order, heldUntil);
  const carrier = parts.carriers.get(order.carrier);
  return { order, step: carrier ? await look(parts, carrier, order) : notSetUp(order) };
}

async function send(
  parts: OrderingParts,
  asked: LeasedOrder,
  answerBy: number,
): Promise<Done | undefined> {
  const prepared = await prepareOrder(parts, asked);
  const { order } = prepared;
  if ('instead' in prepared) return { order, step: prepared.instead };
  if ('inStock' in prepared) return giveFromStock(parts, { ...prepared, asked });
  // What was sent before may be at the carrier: only that order itself can replace it.
  const isNew = order.attempts === 0 && prepared.sending.kind === 'profile';
  if (isNew && (await giveSpare(parts, order, prepared.item))) return undefined;
  const sentAt = await parts.writes.sent.run({ order, sending: prepared.sending });
  if (!sentAt) return undefined;

  const end = await call(prepared.carrier, order, { ...prepared, answerBy });
  return { order, step: await afterCall(parts, prepared, end) };
}

function call(
  carrier: OrderingCarrier,
  order: LeasedOrder,
  { item, cost, profile, answerBy }: Sendable & { answerBy: number },
): Promise<CallEnd<Placed>> {
  const request = { reference: referenceOf(order), item, cost, answerBy };
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
  const other = isGuess ? await selectOtherInFlight(parts.db, order) : undefined;
  const laterMs = other && other.getTime() - order.sentAt.getTime();
  // The answers of others are still to come: what the carrier shows may be theirs. A busy item has
  // others in flight at any time, so that an order waits only for those that were sent near it.
  if (laterMs !== undefined && laterMs <= SENT_TOO_LATE_MS) {
    return {
      ...retryAt(IN_FLIGHT_MS, 'Other orders of the item are in flight.'),
      state: 'UNKNOWN',
    };
  }
  const until = other && new Date(order.sentAt.getTime() + MADE_WITHIN_MS);
  const { iccid, profileId, kind, item, sentAt, lastSentAt, supplierOrder } = order;
  const isOfEsim = kind === 'top_up' && iccid !== null && profileId !== null;
  const profile = isOfEsim ? { iccid, profileId } : null;
  const reference = referenceOf(order);
  const freeOf = (candidates: readonly Placed[]) => withoutTaken(parts, order, candidates);
  const sent = { kind, reference, item, order: supplierOrder, profile, sentAt, lastSentAt };
  const end = await carrier.find({ ...sent, until, freeOf });
  // Others may have got theirs while more was read about them.
  const found: CallEnd<Found> =
    end.end === 'done'
      ? { ...end, value: { candidates: await freeOf(end.value.candidates) } }
      : end;
  return afterLooking(order, found, { resends, now: parts.now() });
}

/** Leaves out what belongs to another order of ours, which may be a top-up of its eSIM. */
async function withoutTaken(
  { reads }: OrderingParts,
  { carrier, supplierOrder, kind }: LeasedOrder,
  candidates: readonly Placed[],
): Promise<Placed[]> {
  if (candidates.length === 0) return [];
  const numbers = candidates.flatMap(({ order }) => order ?? []);
  const iccids = kind === 'profile' ? candidates.flatMap((one) => one.profile?.iccid ?? []) : [];
  const { taken, given } = await reads.taken.run({ carrier, numbers, iccids });
  const isFree = ({ order, profile }: Placed) =>
    !given.has(profile?.iccid ?? '') &&
    (order === null || order === supplierOrder || !taken.has(order));
  return candidates.filter(isFree);
}

function notSetUp({ carrier, state }: LeasedOrder): OrderStep {
  const step = retryAt(NOT_SET_UP_MS, `The carrier ${carrier} is not set up.`);
  return state === 'SENT' || state === 'UNKNOWN' ? { ...step, state } : step;
}

function retryAt(inMs: number, detail: string): Extract<OrderStep, { step: 'again' }> {
  return { step: 'again', state: 'QUEUED', inMs, supplierOrder: null, detail, asks: false };
}
