import {
  afterSending,
  type ChoiceReason,
  type OrderStep,
  type SourceChoice,
} from '../../connectivity/carrier-orders/index.ts';
import type { CallEnd, Placed } from '../../connectivity/carriers/index.ts';
import { markUnfunded } from '../routing/index.ts';
import { addChoice } from './choose-source.ts';
import type { OrderingParts } from './ordering-parts.ts';
import type { Prepared } from './prepare-order.ts';

/** An order with the source that it is sent to. */
export type Sendable = Extract<Prepared, { item: string }>;

/**
 * Returns what follows the call that sent an order. Where it is certain that the carrier has not
 * taken it, and only then, another source of the plan is tried. An old price is asked for anew
 * once.
 */
export async function afterCall(
  parts: OrderingParts,
  sent: Sendable,
  end: CallEnd<Placed>,
): Promise<OrderStep> {
  const step = afterSending(end);
  // An earlier call may have bought it.
  const isCertain = sent.order.attempts === 0;
  if (end.end === 'refused' && end.code === 'unfunded') {
    await markUnfunded(parts.db, { carrier: sent.carrier.name, at: parts.now() });
    parts.standings.invalidate();
  }
  if (!isCertain || step.step === 'delivered') return step;
  if (end.end === 'refused') return afterRefusal(parts, sent, end);
  if (end.end !== 'retry_later' || step.step !== 'again') return step;
  if (!sent.hasUntried) return { ...step, isUnsent: true };
  const choices = withChoice(parts, sent, {
    outcome: 'failed',
    reason: 'retry_later',
    detail: end.detail,
  });
  return { ...step, inMs: 0, isUnsent: true, choices };
}

function afterRefusal(
  parts: OrderingParts,
  sent: Sendable,
  { code, detail }: Extract<CallEnd<Placed>, { end: 'refused' }>,
): OrderStep {
  const { carrier, item, order, hasOthers } = sent;
  const wasAsked = order.choices.some(
    (one) => one.carrier === carrier.name && one.outcome === 'asked_again',
  );
  const isOld = code === 'price_changed' && !wasAsked && parts.quotes.drop(carrier.name, item);
  const outcome = isOld ? 'asked_again' : 'refused';
  const choices = withChoice(parts, sent, { outcome, reason: code, detail });
  if (!isOld && !hasOthers) return { step: 'refused', reason: code, detail, choices };
  const again = { state: 'QUEUED', inMs: 0, supplierOrder: null, detail, asks: false } as const;
  return { step: 'again', ...again, isUnsent: true, choices };
}

function withChoice(
  { now }: OrderingParts,
  { carrier, item, order }: Sendable,
  of: { outcome: SourceChoice['outcome']; reason: ChoiceReason; detail: string },
): SourceChoice[] {
  const choices = [...order.choices];
  addChoice(choices, { carrier: carrier.name, item, ...of, at: now().toISOString() });
  return choices;
}
