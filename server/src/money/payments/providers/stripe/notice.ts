import type Stripe from 'stripe';
import type { DisputeOutcome, Notice, NoticeContent } from '../notice.ts';
import { toState } from './intent-state.ts';

const NOTHING: NoticeContent = { kind: 'nothing' };

/** Returns the notice of a verified Stripe event. */
export function readNotice(event: Stripe.Event): Notice {
  return { provider: 'stripe', id: event.id, type: event.type, content: contentOf(event) };
}

function contentOf(event: Stripe.Event): NoticeContent {
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
      return ofSetup(event.data.object, 'setup');
    case 'setup_intent.setup_failed':
      return ofSetup(event.data.object, 'failed_setup');
    default:
      return NOTHING;
  }
}

/** The metadata of an intent names the purchase, so a notice may precede our call's answer. */
function ofIntent(intent: Stripe.PaymentIntent): NoticeContent {
  const { accountId, purchaseId } = intent.metadata;
  if (!accountId || !purchaseId) return NOTHING;
  return { kind: 'payment', accountId, purchaseId, state: toState(intent) };
}

function ofRefund(event: Stripe.Event, charge: Stripe.Charge): NoticeContent {
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

/** Only the failure of a refund matters here; other changes come with the charge. */
function ofFailedRefund(event: Stripe.Event, refund: Stripe.Refund): NoticeContent {
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

function ofDispute(dispute: Stripe.Dispute): NoticeContent {
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

function ofSetup(setup: Stripe.SetupIntent, kind: 'setup' | 'failed_setup'): NoticeContent {
  const { accountId } = setup.metadata ?? {};
  return accountId ? { kind, accountId, token: setup.id } : NOTHING;
}

function idOf(named: string | { id: string } | null): string | undefined {
  return typeof named === 'string' ? named : named?.id;
}
