import { type RateLimit, secondsUntil } from '../../kernel/token-bucket.ts';
import { type Limits, refuseIf } from '../limits/limits.ts';
import type { Verdict } from '../limits/local-buckets.ts';
import type { Reply } from './typed-app.ts';

const WRITE_LIMIT: RateLimit = { perSecond: 50, burst: 200 };
const READ_LIMIT: RateLimit = { perSecond: 200, burst: 200 };

/**
 * Accepts a request of an account and sets the headers with what is left, or refuses it. Returns a
 * promise only if it has to wait for the database.
 */
export type RateLimiter = (
  reply: Reply,
  accountId: string,
  kind: 'read' | 'write',
) => void | Promise<void>;

/** Returns a limiter. If the limits are off, everything passes, without headers. */
export function rateLimiter(limits: Limits): RateLimiter {
  if (!limits.isOn) return () => {};
  const reads = limits.buckets('account.reads', READ_LIMIT);
  const writes = limits.buckets('account.writes', WRITE_LIMIT);
  return (reply, accountId, kind) => {
    const { limit, take } = kind === 'read' ? reads : writes;
    const verdict = take(accountId);
    if (verdict instanceof Promise) return verdict.then((known) => show(reply, known, limit));
    show(reply, verdict, limit);
  };
}

function show(reply: Reply, verdict: Verdict, limit: RateLimit): void {
  const { left } = verdict;
  reply.header('RateLimit-Limit', limit.burst);
  reply.header('RateLimit-Remaining', Math.max(0, Math.floor(left.tokens)));
  reply.header('RateLimit-Reset', secondsUntil(left, limit, limit.burst));
  refuseIf(verdict, limit);
}
