import type { AccountMode } from '../../../kernel/context.ts';
import type { Quote } from '../../billing/index.ts';
import type { NextAction, ProviderName } from '../providers/provider.ts';

/**
 * The states of a purchase of credits.
 *
 *     by card                                            by bank transfer
 *
 *     +---------+   must authenticate  +-----------------+    +-------------------+
 *     | pending | -------------------> | requires_action |    | awaiting_transfer |
 *     +---------+                      +-----------------+    +-------------------+
 *          |                                    |                       |
 *          +--------- refused by the bank ------+                       |
 *          |             v                      |                       |
 *          |        +----------+                |                       |
 *          |        | declined |                |                       |
 *          |        +----------+                |                       |
 *          +--------- canceled, or open for a day --- canceled ---------+
 *          |             v                      |                       |
 *          |        +----------+                |                       |
 *          |        | canceled |                |                       |
 *          |        +----------+                |                       |
 *          |             |                      |                       |
 *          +---- the money was received, also after a decline or a cancellation
 *                        v
 *                   +----------+
 *                   |   paid   |  final: credits, event, invoice in one transaction
 *                   +----------+
 *
 * A reversal does not change the status. Disputes freeze credits, refunds and lost disputes take
 * them back (`reversedMinor`), and credits that have been spent become a debt (`owedMinor`).
 */
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
 * The statuses from which each status can be reached. Received money is never refused: `paid` can
 * be reached from every other status and is final.
 */
export const ALLOWED_FROM = {
  requires_action: ['pending'],
  declined: ['pending', 'requires_action'],
  canceled: ['pending', 'requires_action', 'awaiting_transfer'],
  paid: ['pending', 'requires_action', 'awaiting_transfer', 'declined', 'canceled'],
} as const satisfies Partial<Record<PurchaseStatus, readonly PurchaseStatus[]>>;
export type ReachedStatus = keyof typeof ALLOWED_FROM;

/** A purchase of credits. */
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
  /** The text that a bank transfer must contain. */
  reference: string | null;
  /** The purchase to which this part belongs. */
  partOf: string | null;
  /** With VAT: the sum received for it, also in parts, and the credited part of that sum. */
  receivedMinor: bigint;
  coveredMinor: bigint;
  invoiceNumber: string | null;
  /** With VAT: the sum that the provider has refunded to the payer. */
  refundedMinor: bigint;
  /** Credits that were taken back, and credits still to be taken because they were spent. */
  reversedMinor: bigint;
  owedMinor: bigint;
  attempts: number;
  cancelAskedAt: Date | null;
  createdAt: Date;
  paidAt: Date | null;
};

/** Identifies a purchase. */
export type PurchaseKey = Pick<Purchase, 'accountId' | 'id'>;

/** Returns the price of a purchase without its other fields. */
export function costsOf(costs: Quote): Quote {
  const { amountMinor, vatMinor, totalMinor } = costs;
  const { vatRateBasisPoints, vatTreatment, vatCountry } = costs;
  return { amountMinor, vatMinor, totalMinor, vatRateBasisPoints, vatTreatment, vatCountry };
}
