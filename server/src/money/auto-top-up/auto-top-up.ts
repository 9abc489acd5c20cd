import type { AccountMode } from '../../kernel/context.ts';

/** What an account has set; amounts in cents without VAT. */
export type AutoTopUp = {
  accountId: string;
  organizationId: string;
  mode: AccountMode;
  enabled: boolean;
  /** Below so many available credits more are bought. */
  thresholdMinor: bigint | null;
  amountMinor: bigint | null;
  /** What one month may cost at most; null without a cap. */
  monthlyCapMinor: bigint | null;
  /** Null: the default card. */
  paymentMethodId: string | null;
  /** Attempts of one round are counted together. */
  round: number;
  /** Why it was switched off, when it was not the account that did it. */
  offReason: string | null;
  capToldMonth: string | null;
  /** The UTC day on which it was last told that no more is bought on one day. */
  limitToldDay: string | null;
};

export type ArmedTopUp = AutoTopUp & { thresholdMinor: bigint; amountMinor: bigint };

export type AttemptState = 'pending' | 'paid' | 'declined';

/** One purchase that was tried, or one that was refused before it began. */
export type Attempt = {
  accountId: string;
  sequence: bigint;
  round: number;
  /** 1, and up to 4 for the last repetition. */
  number: number;
  purchaseId: string | null;
  amountMinor: bigint;
  state: AttemptState;
  reason: string | null;
  /** Whether what follows from its being declined has followed. */
  reckoned: boolean;
  /** Both on the machine's clock. */
  endedAt: Date | null;
  nextAttemptAt: Date | null;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A threshold far above the amount would buy again and again until the cap is reached. */
export const MAX_THRESHOLD_FACTOR = 5n;
/** The cap of a month, in amounts, unless the account sets one. */
export const DEFAULT_CAP_FACTOR = 10n;
/** How long after a paid purchase the next one begins at the earliest. */
export const MIN_GAP_MS = 60_000;
/** The most purchases within 24 hours, whatever the cap. */
export const MAX_A_DAY = 10;
/** How long after each declined attempt the next one comes; after the last of them none does. */
const RETRY_MS = [HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS] as const;

/**
 * When a declined attempt is followed by another: at once under settings that were changed since.
 * Null: never, and when they are on, they are switched off.
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

/** All that a decision is made of; amounts in cents. */
export type Situation = {
  settings: AutoTopUp;
  /** The newest attempt, of whatever round. */
  last: Attempt | undefined;
  availableMinor: bigint;
  /** What this month's attempts cost that were paid or still may be. */
  spentMinor: bigint;
  /** What was bought within the last 24 hours or still may be, the oldest first. */
  boughtAt: readonly Date[];
  /** Whether a payment of the account is disputed, and its credits frozen. */
  isDisputed: boolean;
  realNow: Date;
};

export type Decision =
  | { kind: 'nothing' }
  /** An attempt was declined, and nothing has followed from it yet. */
  | { kind: 'fail'; attempt: Attempt }
  /** The credits are enough again: what was declined before is forgotten. */
  | { kind: 'new round' }
  | { kind: 'wait'; until: Date }
  | { kind: 'capped'; settings: ArmedTopUp }
  | { kind: 'limited'; settings: ArmedTopUp; until: Date }
  | { kind: 'buy'; settings: ArmedTopUp; number: number };

/** What is to be done now, given that nobody else decides for this account meanwhile. */
export function decide(situation: Situation): Decision {
  const { settings, last, availableMinor, spentMinor, boughtAt, isDisputed, realNow } = situation;
  if (last?.state === 'declined' && !last.reckoned) return { kind: 'fail', attempt: last };
  if (!isArmed(settings) || last?.state === 'pending') return { kind: 'nothing' };
  const declined = last?.round === settings.round && last.state === 'declined' ? last : undefined;
  if (availableMinor >= settings.thresholdMinor) {
    return { kind: declined ? 'new round' : 'nothing' };
  }
  // Who disputes a payment is not charged again before that is settled.
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

/** Whether another purchase would cost the month more than its cap. */
function isCapped({ amountMinor, monthlyCapMinor }: ArmedTopUp, spentMinor: bigint): boolean {
  return monthlyCapMinor !== null && spentMinor + amountMinor > monthlyCapMinor;
}

function nextPurchaseAfter(last: Attempt | undefined): Date | null {
  if (last?.state !== 'paid' || !last.endedAt) return null;
  return new Date(last.endedAt.getTime() + MIN_GAP_MS);
}

/** Returns since when purchases count towards the limit of a day. */
export function dayBefore(realNow: Date): Date {
  return new Date(realNow.getTime() - DAY_MS);
}

/** The month in which a moment lies, in UTC, as a `date` column has it. */
export function monthOf(now: Date): string {
  return `${now.toISOString().slice(0, 7)}-01`;
}

/** When the month after that of `now` begins. */
export function nextMonth(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
}
