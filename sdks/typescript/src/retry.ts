import type { GigastoreError } from './errors.ts';
import type { RetryOptions } from './options.ts';

const RETRIES = 4;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 60_000;
/** Callers who were told to wait for the same time do not all come back at the same moment. */
const SPREAD_MS = 500;
/** The store refused these before it did anything. */
const REFUSED_UNSEEN = ['rate_limited', 'idempotency_key_in_progress'];

/**
 * Returns how long to wait before the call is repeated, or undefined if it must not or need not be.
 * A call that changes something is repeated only under an idempotency key, or if the store did
 * certainly nothing.
 */
export function delayBefore(
  error: GigastoreError,
  { isSafe, options = {} }: { isSafe: boolean; options?: RetryOptions },
): number | undefined {
  const { retries = RETRIES, firstDelayMs = FIRST_DELAY_MS } = options;
  if (error.attempts > retries) return undefined;
  if (!REFUSED_UNSEEN.includes(error.code) && !(isSafe && isPassing(error))) return undefined;
  const longest = options.longestDelayMs ?? LONGEST_DELAY_MS;
  if (error.retryAfterMs !== undefined) {
    if (error.retryAfterMs > longest) return undefined;
    return error.retryAfterMs + Math.random() * Math.min(SPREAD_MS, firstDelayMs);
  }
  const most = Math.min(longest, firstDelayMs * 2 ** (error.attempts - 1));
  return most / 2 + (Math.random() * most) / 2;
}

/** No answer, or a failure of the store that another attempt may not meet. */
function isPassing({ code, status }: GigastoreError): boolean {
  if (code === 'connection_failed' || code === 'timed_out') return true;
  return status === 408 || status === 500 || status === 502 || status === 503 || status === 504;
}

/** Returns the time that `Retry-After` asks for: seconds, or a time by the store's own clock. */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after');
  if (!text) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  const storeNow = Date.parse(headers.get('date') ?? '');
  return Math.max(0, at - (Number.isNaN(storeNow) ? now : storeNow));
}

/** Waits, unless the signal ends it first. */
export function pause(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(done, delayMs);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    function done() {
      signal?.removeEventListener('abort', stop);
      resolve();
    }
    signal?.addEventListener('abort', stop, { once: true });
  });
}
