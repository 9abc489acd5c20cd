import { setTimeout as delay } from 'node:timers/promises';

export type Retry = {
  /** How often the work is run at most, the first time included. */
  attempts: number;
  mayRetry: (error: unknown) => boolean;
  pauseMs?: (attempt: number) => number;
};

/** Runs the work until it succeeds, within the bound; otherwise throws its last error. */
export async function withRetry<T>(
  work: (attempt: number) => Promise<T>,
  retry: Retry,
  attempt = 1,
): Promise<T> {
  try {
    return await work(attempt);
  } catch (error) {
    if (attempt >= retry.attempts || !retry.mayRetry(error)) throw error;
  }
  await delay(retry.pauseMs?.(attempt) ?? 0);
  return withRetry(work, retry, attempt + 1);
}
