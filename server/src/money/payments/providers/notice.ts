import type { IntentState, ProviderName } from './provider.ts';

/** The state of a dispute. */
export type DisputeOutcome = 'open' | 'won' | 'lost';

/** The content of a provider's notice. */
export type NoticeContent =
  | { kind: 'payment'; accountId: string; purchaseId: string; state: IntentState }
  /** The sum that was refunded of the payment until then. */
  | { kind: 'refund'; intentToken: string; token: string; amountMinor: bigint; reportedAt: Date }
  /** One refund that failed: its money did not arrive. */
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
  /** A card was declined on the provider's form. */
  | { kind: 'failed_setup'; accountId: string; token: string }
  | { kind: 'nothing' };

/** A notice whose signature was verified. */
export type Notice = { provider: ProviderName; id: string; type: string; content: NoticeContent };
