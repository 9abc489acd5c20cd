import type Stripe from 'stripe';
import type { DisputeOutcome, Meaning, Notice } from '../notice.ts';
import { toState } from './intent-state.ts';

const NOTHING: Meaning = { kind: 'nothing' };

/** A notice that was proved to come from Stripe. */
export function readNotice(event: Stripe.Event): Notice {
  return { provider: 'stripe', id: event.id, type: event.type, meaning: meaningOf(event) };
}

function meaningOf(event: Stripe.Event): Meaning {
  switch (event.type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.canceled':
    case 'payment_intent.payment_failed':
    case 'payment_intent.requires_action':
      return ofIntent(event.data.object);
    case 'charge.refunded':
      return ofRefund(event, event.data.object);
    case 'refund.failed':
    case 'refund.updated':
    case 'charge.refund.updated':
      return ofFailedRefund(event, event.data.object);
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
      return ofDispute(event.data.object);
    case 'setup_intent.succeeded':
      return ofSetup(event.data.object);
    default:
      return NOTHING;
  }
}

/** Metadata was given with the intent, so a notice finds its purchase before our call returns. */
function ofIntent(intent: Stripe.PaymentIntent): Meaning {
  const { accountId, purchaseId } = intent.metadata;
  if (!accountId || !purchaseId) return NOTHING;
  return { kind: 'payment', accountId, purchaseId, state: toState(intent) };
}

function ofRefund(event: Stripe.Event, charge: Stripe.Charge): Meaning {
  const intentToken = idOf(charge.payment_intent);
  if (!intentToken || charge.amount_refunded <= 0) return NOTHING;
  return {
    kind: 'refund',
    intentToken,
    token: event.id,
    amountMinor: BigInt(charge.amount_refunded),
    reportedAt: timeOf(event),
  };
}

/** Of a refund's changes only its failing matters: the charge tells of the rest. */
function ofFailedRefund(event: Stripe.Event, refund: Stripe.Refund): Meaning {
  const intentToken = idOf(refund.payment_intent);
  const hasFailed = refund.status === 'failed' || refund.status === 'canceled';
  if (!intentToken || !hasFailed) return NOTHING;
  return {
    kind: 'failed_refund',
    intentToken,
    token: refund.id,
    amountMinor: BigInt(refund.amount),
    reportedAt: timeOf(event),
  };
}

function timeOf({ created }: Stripe.Event): Date {
  return new Date(created * 1_000);
}

function ofDispute(dispute: Stripe.Dispute): Meaning {
  const intentToken = idOf(dispute.payment_intent);
  if (!intentToken) return NOTHING;
  const { id: token, amount, status } = dispute;
  return {
    kind: 'dispute',
    intentToken,
    token,
    disputedMinor: BigInt(amount),
    outcome: outcomeOf(status),
  };
}

function outcomeOf(status: Stripe.Dispute.Status): DisputeOutcome {
  if (status === 'lost') return 'lost';
  return ['won', 'warning_closed', 'prevented'].includes(status) ? 'won' : 'open';
}

function ofSetup(setup: Stripe.SetupIntent): Meaning {
  const { accountId } = setup.metadata ?? {};
  return accountId ? { kind: 'setup', accountId, token: setup.id } : NOTHING;
}

function idOf(named: string | { id: string } | null): string | undefined {
  return typeof named === 'string' ? named : named?.id;
}
