import type { IntentState, ProviderName } from './provider.ts';

/** What a dispute has come to. */
export type DisputeOutcome = 'open' | 'won' | 'lost';

/** What a notice of the provider means to us. */
export type Meaning =
  | { kind: 'payment'; accountId: string; purchaseId: string; state: IntentState }
  /** All that was refunded of the payment by then. */
  | { kind: 'refund'; intentToken: string; token: string; amountMinor: bigint; reportedAt: Date }
  /** One refund that was made and then undone: its money did not arrive. */
  | {
      kind: 'failed_refund';
      intentToken: string;
      token: string;
      amountMinor: bigint;
      reportedAt: Date;
    }
  | {
      kind: 'dispute';
      intentToken: string;
      token: string;
      disputedMinor: bigint;
      outcome: DisputeOutcome;
    }
  | { kind: 'setup'; accountId: string; token: string }
  | { kind: 'nothing' };

/** A notice that its provider has proved to have sent. */
export type Notice = { provider: ProviderName; id: string; type: string; meaning: Meaning };
