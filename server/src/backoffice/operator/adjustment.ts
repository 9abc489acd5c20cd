import { toPrice } from '../../kernel/money.ts';

export const ADJUSTMENT_STATES = ['pending', 'posted', 'rejected'] as const;
export type AdjustmentState = (typeof ADJUSTMENT_STATES)[number];

/** Credits given (positive, in cents) or taken (negative) by the platform. */
export type Adjustment = {
  accountId: string;
  id: string;
  amountMinor: bigint;
  reason: string;
  state: AdjustmentState;
  /** Whether the limit of one person is exceeded, so that another person decides. */
  needsSecond: boolean;
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
};

/** Returns the adjustment of an answer. */
export function showAdjustment(adjustment: Adjustment) {
  const { amountMinor } = adjustment;
  return {
    id: adjustment.id,
    accountId: adjustment.accountId,
    direction: amountMinor > 0n ? 'give' : 'take',
    amount: toPrice(amountMinor > 0n ? amountMinor : -amountMinor),
    reason: adjustment.reason,
    state: adjustment.state,
    needsSecond: adjustment.needsSecond,
    proposedBy: adjustment.proposedByName,
    proposedAt: adjustment.proposedAt.toISOString(),
    decidedBy: adjustment.decidedByName,
    decidedAt: adjustment.decidedAt?.toISOString() ?? null,
  };
}
