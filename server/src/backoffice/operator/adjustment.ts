import { toPrice } from '../../kernel/money.ts';
import { type Proposal, showProposal } from './approvals/approval.ts';

export const ADJUSTMENT_STATES = ['pending', 'posted', 'rejected'] as const;
export type AdjustmentState = (typeof ADJUSTMENT_STATES)[number];

/** Credits given (positive, in cents) or taken (negative) by the platform. */
export type Adjustment = Proposal & {
  accountId: string;
  id: string;
  amountMinor: bigint;
  reason: string;
  state: AdjustmentState;
  /** Whether the limit of one person is exceeded, so that another person decides. */
  requiresApproval: boolean;
};

/** Returns the adjustment of an answer. */
export function showAdjustment(adjustment: Adjustment) {
  const { amountMinor } = adjustment;
  return {
    id: adjustment.id,
    accountId: adjustment.accountId,
    direction: amountMinor > 0n ? 'credit' : 'debit',
    amount: toPrice(amountMinor > 0n ? amountMinor : -amountMinor),
    reason: adjustment.reason,
    state: adjustment.state,
    requiresApproval: adjustment.requiresApproval,
    ...showProposal(adjustment),
  };
}
