import { setTimeout as delay } from 'node:timers/promises';
import type { CallEnd } from './call-end.ts';

const MOST_ATTEMPTS = 3;
const PAUSE_MS = 200;
/** A carrier that wants more patience is asked again later, for all pages. */
const MOST_PATIENCE_MS = 2_000;

/**
 * Asks at most three times for what changes nothing, such as one of many pages: without it a
 * carrier that fails now and then would never give all of them.
 */
export async function askAgain<Value>(ask: () => Promise<CallEnd<Value>>): Promise<CallEnd<Value>> {
  for (let attempt = 1; ; attempt += 1) {
    const end = await ask();
    if (end.end !== 'retry_later' || end.afterMs > MOST_PATIENCE_MS) return end;
    if (attempt === MOST_ATTEMPTS) return end;
    await delay(PAUSE_MS * attempt);
  }
}
