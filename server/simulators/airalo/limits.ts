import type { SimulatedAnswer, SimulatedRequest } from '../http.ts';
import type { Limit } from '../limits.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** Per minute, by the path: those of an eSIM are for each by itself. */
const PER_MINUTE: readonly (readonly [RegExp, number])[] = [
  [/^\/v2\/token$/, 3],
  [/^\/v2\/packages$/, 80],
  [/^\/v2\/sims\/[^/]+\/(usage|packages|topups)$/, 10],
  [/^\/v2\/refund$/, 5],
];
const USAGE = /^\/v2\/sims\/[^/]+\/usage$/;
const USAGE_PER_SECOND = 5;
/** Of a company in sandbox mode, for each endpoint. */
const SANDBOX_PER_SECOND = 5;

/** Returns the limits of a request: the supplier has one for each endpoint, and none for orders. */
export function limitsOf(
  { method, path }: SimulatedRequest,
  { isSandbox }: { isSandbox: boolean },
): Limit[] {
  const limits = PER_MINUTE.filter(([pattern]) => pattern.test(path)).map(([, most]) => ({
    ...{ key: `${method} ${path}`, most, perMs: MINUTE_MS },
  }));
  if (USAGE.test(path)) {
    limits.push({ key: 'usage', most: USAGE_PER_SECOND, perMs: SECOND_MS });
  }
  if (isSandbox) {
    const endpoint = path.replace(/\d{6,}/, '{id}');
    const key = `sandbox ${method} ${endpoint}`;
    limits.push({ key, most: SANDBOX_PER_SECOND, perMs: SECOND_MS });
  }
  return limits;
}

export function tooManyAttempts(waitMs: number): SimulatedAnswer {
  const seconds = Math.max(1, Math.ceil(waitMs / SECOND_MS));
  const reset = Math.ceil(Date.now() / SECOND_MS) + seconds;
  return {
    status: 429,
    body: { data: [], meta: { message: 'Too Many Attempts.' } },
    headers: {
      ...{ 'retry-after': String(seconds), 'x-ratelimit-remaining': '0' },
      'x-ratelimit-reset': String(reset),
    },
  };
}
