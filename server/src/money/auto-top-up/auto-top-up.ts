import type { AccountMode } from '../../kernel/context.ts';

/** The settings of an account; amounts in cents without VAT. */
export type AutoTopUp = {
  accountId: string;
  organizationId: string;
  mode: AccountMode;
  enabled: boolean;
  /** Credits are bought when fewer are available. */
  thresholdMinor: bigint | null;
  amountMinor: bigint | null;
  /** The most that is spent in a month; null without a cap. */
  monthlyCapMinor: bigint | null;
  /** Null: the default card. */
  paymentMethodId: string | null;
  /** Attempts of one round are counted together. */
  round: number;
  /** The decline after which it was switched off; null if the account did it. */
  offReason: string | null;
  capNotifiedMonth: string | null;
  /** The UTC day of the last notice about the daily limit. */
  limitNotifiedDay: string | null;
};

export type ArmedTopUp = AutoTopUp & { thresholdMinor: bigint; amountMinor: bigint };

export const ATTEMPT_STATES = ['pending', 'paid', 'declined'] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** One attempt to purchase: a purchase, or a refusal before it started. */
export type Attempt = {
  accountId: string;
  sequence: bigint;
  round: number;
  /** From 1 to 4, the last repetition. */
  number: number;
  purchaseId: string | null;
  amountMinor: bigint;
  state: AttemptState;
  reason: string | null;
  /** Whether a job has handled the decline. */
  isHandled: boolean;
  /** Both on the machine's clock. */
  endedAt: Date | null;
  nextAttemptAt: Date | null;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A threshold far above the amount would start purchases until the cap is reached. */
export const MAX_THRESHOLD_FACTOR = 5n;
/** The default monthly cap, as a multiple of the amount. */
export const DEFAULT_CAP_FACTOR = 10n;
/** The least time between a paid purchase and the next one. */
const MIN_GAP_MS = 60_000;
/** The most purchases within 24 hours, regardless of the cap. */
export const MAX_A_DAY = 10;
/** The times between a declined attempt and the next; after the last there is no attempt. */
const RETRY_MS = [HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS] as const;

/**
 * Returns the time of the attempt after a declined one: at once if the settings were changed since.
 * Returns null if no attempt follows; an enabled top-up is then switched off.
 */
export function nextAttemptAfter(
  { enabled, round }: Pick<AutoTopUp, 'enabled' | 'round'>,
  attempt: Pick<Attempt, 'round' | 'number' | 'endedAt'>,
): Date | null {
  if (!enabled || !attempt.endedAt) return null;
  if (attempt.round !== round) return attempt.endedAt;
  const waitMs = RETRY_MS[attempt.number - 1];
  return waitMs === undefined ? null : new Date(attempt.endedAt.getTime() + waitMs);
}

/** The input of a decision; amounts in cents. */
export type DecisionInput = {
  settings: AutoTopUp;
  /** The newest attempt of any round. */
  last: Attempt | undefined;
  availableMinor: bigint;
  /** The amount of this month's attempts that are paid or pending. */
  spentMinor: bigint;
  /** The purchases of the last 24 hours that are paid or pending, oldest first. */
  boughtAt: readonly Date[];
  /** Whether a payment of the account is disputed, and its credits frozen. */
  isDisputed: boolean;
  realNow: Date;
};

export type Decision =
  | { kind: 'nothing' }
  /** An attempt was declined and has not been handled. */
  | { kind: 'fail'; attempt: Attempt }
  /** The credits are sufficient again, so that earlier declines no longer count. */
  | { kind: 'new_round' }
  | { kind: 'wait'; until: Date }
  | { kind: 'capped'; settings: ArmedTopUp }
  | { kind: 'limited'; settings: ArmedTopUp; until: Date }
  | { kind: 'buy'; settings: ArmedTopUp; number: number };

/** Decides the next step; the caller holds the lock of the account's settings. */
export function decide(situation: DecisionInput): Decision {
  const { settings, last, availableMinor, spentMinor, boughtAt, isDisputed, realNow } = situation;
  if (last?.state === 'declined' && !last.isHandled) return { kind: 'fail', attempt: last };
  if (!isArmed(settings) || last?.state === 'pending') return { kind: 'nothing' };
  const declined = last?.round === settings.round && last.state === 'declined' ? last : undefined;
  if (availableMinor >= settings.thresholdMinor) {
    return { kind: declined ? 'new_round' : 'nothing' };
  }
  // No further charge while a payment of the account is disputed.
  if (isDisputed) return { kind: 'nothing' };
  const until = declined ? declined.nextAttemptAt : nextPurchaseAfter(last);
  if (until && until > realNow) return { kind: 'wait', until };
  const [oldest] = boughtAt.slice(-MAX_A_DAY);
  if (oldest && boughtAt.length >= MAX_A_DAY) {
    return { kind: 'limited', settings, until: new Date(oldest.getTime() + DAY_MS) };
  }
  if (isCapped(settings, spentMinor)) return { kind: 'capped', settings };
  return { kind: 'buy', settings, number: (declined?.number ?? 0) + 1 };
}

function isArmed(settings: AutoTopUp): settings is ArmedTopUp {
  const { enabled, thresholdMinor, amountMinor } = settings;
  return enabled && thresholdMinor !== null && amountMinor !== null;
}

/** Returns whether another purchase would exceed the monthly cap. */
function isCapped({ amountMinor, monthlyCapMinor }: ArmedTopUp, spentMinor: bigint): boolean {
  return monthlyCapMinor !== null && spentMinor + amountMinor > monthlyCapMinor;
}

function nextPurchaseAfter(last: Attempt | undefined): Date | null {
  if (last?.state !== 'paid' || !last.endedAt) return null;
  return new Date(last.endedAt.getTime() + MIN_GAP_MS);
}

/** Returns the time since when purchases count towards the daily limit. */
export function dayBefore(realNow: Date): Date {
  return new Date(realNow.getTime() - DAY_MS);
}

/** Returns the first day of the month in UTC, as in a `date` column. */
export function monthOf(now: Date): string {
  return `${now.toISOString().slice(0, 7)}-01`;
}

/** Returns the start of the next month in UTC. */
export function nextMonth(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
}
