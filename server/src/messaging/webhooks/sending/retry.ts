const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The waits after failed attempts: about three days in all. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Each wait varies by up to this fraction, so that many retries spread out. */
export const JITTER = 0.1;

/** The longest pause that a receiver can request by `Retry-After`. */
export const MAX_PAUSE_MS = HOUR;

/** An endpoint that fails everything for this long is disabled. */
export const DISABLED_AFTER_MS = 5 * 24 * HOUR;

/**
 * Returns the wait after this many failed attempts in a row; undefined after the last attempt.
 * `random` returns numbers from 0 to 1.
 */
export function retryDelayMs(failures: number, random: () => number): number | undefined {
  const delayMs = RETRY_DELAYS_MS[failures - 1];
  return delayMs && Math.round(delayMs * (1 + JITTER * (2 * random() - 1)));
}
