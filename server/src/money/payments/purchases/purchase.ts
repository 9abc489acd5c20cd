import type { AccountMode } from '../../../kernel/context.ts';
import type { Quote } from '../../billing/index.ts';
import type { NextAction, ProviderName } from '../providers/provider.ts';

export const PURCHASE_STATUSES = [
  'pending',
  'requires_action',
  'awaiting_transfer',
  'paid',
  'declined',
  'canceled',
] as const;
export type PurchaseStatus = (typeof PURCHASE_STATUSES)[number];

export const ORIGINS = ['manual', 'auto_top_up'] as const;
export type Origin = (typeof ORIGINS)[number];
export const METHODS = ['card', 'bank_transfer'] as const;
export type Method = (typeof METHODS)[number];

/**
 * From where each status can be reached. Money that came is never denied: `paid` wins from
 * everywhere, and nothing comes after it.
 */
export const COMES_FROM = {
  requires_action: ['pending'],
  declined: ['pending', 'requires_action'],
  canceled: ['pending', 'requires_action', 'awaiting_transfer'],
  paid: ['pending', 'requires_action', 'awaiting_transfer', 'declined', 'canceled'],
} as const satisfies Partial<Record<PurchaseStatus, readonly PurchaseStatus[]>>;
export type ReachedStatus = keyof typeof COMES_FROM;

/** Credits that an account buys. */
export type Purchase = Quote & {
  accountId: string;
  id: string;
  organizationId: string;
  mode: AccountMode;
  origin: Origin;
  method: Method;
  status: PurchaseStatus;
  paymentMethodId: string | null;
  provider: ProviderName | null;
  intentToken: string | null;
  nextAction: NextAction | null;
  declineCode: string | null;
  /** What the payer writes on a bank transfer. */
  reference: string | null;
  /** The purchase by bank transfer that this one is a part of. */
  partOf: string | null;
  /** With VAT: all that came for it, in parts too, and how much of that was credited. */
  receivedMinor: bigint;
  coveredMinor: bigint;
  invoiceNumber: string | null;
  /** With VAT: what its provider says was refunded to the payer. */
  refundedMinor: bigint;
  /** Credits taken back; those still to be taken, because they had been spent. */
  reversedMinor: bigint;
  owedMinor: bigint;
  attempts: number;
  cancelAskedAt: Date | null;
  createdAt: Date;
  paidAt: Date | null;
};

/** Names one purchase. */
export type PurchaseKey = Pick<Purchase, 'accountId' | 'id'>;

/** What a purchase costs, without the rest of it. */
export function costsOf(costs: Quote): Quote {
  const { amountMinor, vatMinor, totalMinor } = costs;
  const { vatRateBasisPoints, vatTreatment, vatCountry } = costs;
  return { amountMinor, vatMinor, totalMinor, vatRateBasisPoints, vatTreatment, vatCountry };
}
