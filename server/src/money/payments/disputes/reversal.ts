import type { Purchase } from '../purchases/purchase.ts';

export type ReversalReason = 'refunded' | 'dispute_lost';

export type Reversal = {
  purchase: Purchase;
  reason: ReversalReason;
  /** All that goes back, in cents of credits. */
  amountMinor: bigint;
  /** So much of it was frozen and has been taken already. */
  alreadyTakenMinor?: bigint;
  now: Date;
};
