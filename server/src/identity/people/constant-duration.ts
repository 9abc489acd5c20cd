import { setTimeout as delay } from 'node:timers/promises';

/** Longer than the slowest of the works that must not be told apart. */
const DURATION_MS = 300;

/** Returns what `work` returns, after a fixed time at least, so that its time tells nothing. */
export async function withConstantDuration<T>(work: Promise<T>): Promise<T> {
  const [outcome] = await Promise.all([work, delay(DURATION_MS)]);
  return outcome;
}
