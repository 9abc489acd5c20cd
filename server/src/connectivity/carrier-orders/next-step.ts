import type { CallEnd, Capabilities, Found, Placed } from '../carriers/index.ts';
import type { CarrierOrder, OrderReason, SourceChoice } from './carrier-order.ts';

/** What becomes of an order after a call. */
export type OrderStep =
  | { step: 'delivered'; placed: Placed; isFromStock?: true }
  | {
      step: 'refused';
      reason: OrderReason;
      detail: string;
      choices?: readonly SourceChoice[];
    }
  | {
      step: 'again';
      state: 'QUEUED' | 'SENT' | 'UNKNOWN';
      inMs: number;
      supplierOrder: string | null;
      detail: string | null;
      /** Whether only a person can settle it. */
      asks: boolean;
      /** Whether it is certain that the only attempt did not reach the carrier. */
      isUnsent?: boolean;
      /** Every choice of a source so far, if there are new ones. */
      choices?: readonly SourceChoice[];
    };

const FIRST_LOOK_MS = 400;
/** An order is looked for again after a share of its age, so that old ones are seldom asked for. */
const AGE_SHARE = 0.1;
const LONGEST_PAUSE_MS = 600_000;
/** How long an order without a trace at the carrier may take before a person is asked. */
const ASK_AFTER_MS = 300_000;
/** After this time a carrier that finds orders by our reference would have had it. */
const SURELY_ABSENT_MS = 120_000;

/** Returns what follows an order or a top-up that was sent. */
export function afterSending(end: CallEnd<Placed>): OrderStep {
  switch (end.end) {
    case 'done':
      return end.value.isDelivered
        ? { step: 'delivered', placed: end.value }
        : again('SENT', FIRST_LOOK_MS, { supplierOrder: end.value.order });
    case 'refused':
      return { step: 'refused', reason: end.code, detail: end.detail };
    case 'retry_later':
      return again('QUEUED', end.afterMs, { detail: end.detail });
    case 'unknown':
      return again('UNKNOWN', FIRST_LOOK_MS, { detail: end.detail });
  }
}

/**
 * Returns what follows a look at the carrier for an order that was sent. `end` has only candidates
 * that are no other order's. An order is sent again only where the carrier takes it as the same
 * one; otherwise it is looked for, and in the end a person decides.
 */
export function afterLooking(
  order: Pick<CarrierOrder, 'kind' | 'state' | 'supplierOrder' | 'sentAt' | 'lastSentAt'>,
  end: CallEnd<Found>,
  { resends, now }: { resends: Capabilities['resends']; now: Date },
): OrderStep {
  const since = (at: Date | null) => (at === null ? 0 : now.getTime() - at.getTime());
  const ageMs = since(order.sentAt);
  const asks = ageMs >= ASK_AFTER_MS;
  const inMs = pauseAt(ageMs);
  const stays = order.state === 'SENT' ? ('SENT' as const) : ('UNKNOWN' as const);
  if (end.end !== 'done') {
    const patience = end.end === 'retry_later' ? Math.max(inMs, end.afterMs) : inMs;
    return again(stays, patience, { detail: end.detail, asks });
  }
  const delivered = end.value.candidates.find(({ isDelivered }) => isDelivered);
  if (delivered) return { step: 'delivered', placed: delivered };
  const [pending] = end.value.candidates;
  if (pending) return again('SENT', inMs, { supplierOrder: pending.order, asks });
  if (order.supplierOrder !== null) return again('SENT', inMs, { asks });
  const isSame = resends[order.kind === 'top_up' ? 'topUp' : 'order'] === 'same_reference';
  if (isSame && order.state !== 'EXPIRED') return again('QUEUED', 0, {});
  if (isSame && since(order.lastSentAt ?? order.sentAt) >= SURELY_ABSENT_MS) {
    return { step: 'refused', reason: 'not_placed', detail: 'The carrier has no such order.' };
  }
  return again('UNKNOWN', inMs, { detail: 'The carrier shows no such order.', asks });
}

function pauseAt(ageMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_LOOK_MS, ageMs * AGE_SHARE));
}

type More = { supplierOrder?: string | null; detail?: string | null; asks?: boolean };

function again(
  state: 'QUEUED' | 'SENT' | 'UNKNOWN',
  inMs: number,
  { supplierOrder = null, detail = null, asks = false }: More,
): OrderStep {
  return { step: 'again', state, inMs, supplierOrder, detail, asks };
}
