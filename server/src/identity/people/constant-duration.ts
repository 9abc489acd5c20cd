import { setTimeout as delay } from 'node:timers/promises';

/** Longer than the slowest of the operations that must be indistinguishable. */
const DURATION_MS = 300;

/**
 * Returns what `work` returns, after at least a fixed time, so that its duration reveals nothing.
 */
export async function withConstantDuration<T>(work: Promise<T>): Promise<T> {
  const [outcome] = await Promise.all([work, delay(DURATION_MS)]);
  return outcome;
}
