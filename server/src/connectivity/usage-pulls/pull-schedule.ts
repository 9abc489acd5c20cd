const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** No supplier has a newer answer sooner. */
const SOONEST_MINUTES = 20;
const IN_USE_MINUTES = 60;
const NEARLY_USED_UP_MINUTES = 30;
const LONGEST_MS = DAY_MS;
/** Without use, an eSIM is asked about again after a quarter of the time that it has been idle. */
const IDLE_PART = 4;
const NEARLY_PERCENT = 80n;
/** An eSIM without data is asked about for so long: the last use may be reported late. */
const OVER_MS = 3 * DAY_MS;
const MOST_PAUSE_MS = HOUR_MS;
const FIRST_PAUSE_MS = 30_000;
const MOST_DOUBLED = 12;

/** What decides when an eSIM is asked about again. */
export type PullState = {
  usedBytes: bigint;
  totalBytes: bigint | null;
  /** Whether its packages have data left, by our books. */
  hasData: boolean;
  /** When its figure last grew, or it was delivered or topped up. */
  changedAt: Date;
  askedAt: Date;
};

/**
 * Returns in how many milliseconds an eSIM is asked about again: often while it is used, more often
 * when little is left, seldom when idle. Null once its data is used up or expired for three days;
 * a top-up begins anew.
 */
export function nextPullMs(
  { usedBytes, totalBytes, hasData, changedAt, askedAt }: PullState,
  usageMinutes: number,
): number | null {
  const idleMs = Math.max(0, askedAt.getTime() - changedAt.getTime());
  if (!hasData && idleMs >= OVER_MS) return null;
  const isNearly =
    totalBytes !== null && usedBytes > 0n && usedBytes * 100n >= totalBytes * NEARLY_PERCENT;
  const most = isNearly && hasData ? NEARLY_USED_UP_MINUTES : IN_USE_MINUTES;
  const minutes = Math.min(most, Math.max(SOONEST_MINUTES, usageMinutes));
  return Math.min(LONGEST_MS, Math.max(minutes * MINUTE_MS, idleMs / IDLE_PART));
}

/** Returns how long a supplier is asked nothing after so many failures in a row. */
export function pauseMs(failures: number, askedForMs: number): number {
  const doubled = FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, MOST_DOUBLED);
  return Math.max(Math.min(doubled, MOST_PAUSE_MS), askedForMs);
}
