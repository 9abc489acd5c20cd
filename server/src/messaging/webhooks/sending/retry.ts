const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after a failed attempt the next one comes: about three days in all. */
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

/** Each wait is longer or shorter by up to this part, so that a crowd of them spreads out. */
export const JITTER = 0.1;

/** An endpoint that fails everything for this long is switched off. */
export const DISABLED_AFTER_MS = 5 * 24 * HOUR;

/**
 * The wait after this many failed attempts in a row; undefined when there is no further one.
 * `random` gives numbers from 0 to 1.
 */
export function retryDelayMs(failures: number, random: () => number): number | undefined {
  const delayMs = RETRY_DELAYS_MS[failures - 1];
  return delayMs && Math.round(delayMs * (1 + JITTER * (2 * random() - 1)));
}
