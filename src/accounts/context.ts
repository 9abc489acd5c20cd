import type { Scope } from './scopes.ts';

export type AccountMode = 'live' | 'sandbox';

export type Actor = { kind: 'api_key'; clientId: string } | { kind: 'platform'; name: string };

/** Who asks, for which account, and what time it is there. Always a parameter, never ambient. */
export type Context = {
  accountId: string;
  organizationId: string;
  mode: AccountMode;
  actor: Actor;
  /** The account's clock (`accounts.clock_offset_ms`), which a sandbox can move forward. */
  now: Date;
  requestId: string;
  scopes: readonly Scope[];
  /** Sales must name the traveller's `userIp` and `userCountry`. */
  requiresUserLocation: boolean;
  refundLimitPerMonth: number;
  /** What the key may spend a UTC day; null without a limit. */
  dailySpendLimitMinor: bigint | null;
};
