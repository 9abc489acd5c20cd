import type { IntentState } from './provider.ts';

/** What a dispute has come to. */
export type DisputeOutcome = 'open' | 'won' | 'lost';

/** What a notice of the provider means to us. */
export type Meaning =
  | { kind: 'payment'; accountId: string; purchaseId: string; state: IntentState }
  /** `refundedMinor`: all that was refunded of the payment by then. */
  | { kind: 'refund'; intentToken: string; refundedMinor: bigint }
  | {
      kind: 'dispute';
      intentToken: string;
      token: string;
      disputedMinor: bigint;
      outcome: DisputeOutcome;
    }
  | { kind: 'setup'; accountId: string; token: string }
  | { kind: 'nothing' };

export type Notice = { id: string; type: string; meaning: Meaning };
