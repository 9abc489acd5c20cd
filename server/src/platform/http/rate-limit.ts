import { Refusal } from '../../kernel/refusal.ts';
import {
  type Bucket,
  fullBucket,
  hasToken,
  type RateLimit,
  refill,
  secondsUntil,
  spend,
} from '../../kernel/token-bucket.ts';
import type { Reply } from './typed-app.ts';

const WRITE_LIMIT: RateLimit = { perSecond: 50, burst: 200 };
const READ_LIMIT: RateLimit = { perSecond: 200, burst: 200 };
const FAILURE_LIMIT: RateLimit = { perSecond: 10 / 60, burst: 10 };
/** About 10 MB. Beyond it the oldest bucket is removed, which gives its owner a full one. */
const MAX_BUCKETS = 50_000;

/** A caller chooses the name that failures are counted by, so its length is bounded too. */
const MAX_NAME_LENGTH = 255;

/** Milliseconds of real time; a parameter in tests only. */
type Clock = () => number;

/** Accepts a request of an account and sets the headers with what is left, or refuses it. */
export type RateLimiter = (reply: Reply, accountId: string, kind: 'read' | 'write') => void;

/** Returns a limiter. If it is off, everything passes, without headers. */
export function rateLimiter(isOn: boolean, clock: Clock = Date.now): RateLimiter {
  if (!isOn) return () => {};
  const reads = bucketStore(READ_LIMIT, clock);
  const writes = bucketStore(WRITE_LIMIT, clock);
  return (reply, accountId, kind) => {
    const store = kind === 'read' ? reads : writes;
    const bucket = store.read(accountId);
    const isAllowed = hasToken(bucket);
    const left = isAllowed ? spend(bucket) : bucket;
    store.write(accountId, left);
    reply.header('RateLimit-Limit', store.limit.burst);
    reply.header('RateLimit-Remaining', Math.max(0, Math.floor(left.tokens)));
    reply.header('RateLimit-Reset', secondsUntil(left, store.limit, store.limit.burst));
    if (!isAllowed) throw tooMany(secondsUntil(left, store.limit, 1));
  };
}

/** Guards something that is tried with guesses: only failures count. */
export type FailureLimiter = {
  /** Refuses when `name` has failed too often lately. */
  refuseIfTooMany(name: string): void;
  countFailure(name: string): void;
};

/**
 * Returns a limiter of at most 10 failures a minute for each name. Failures at once make a debt;
 * none is free.
 */
export function failureLimiter(isOn: boolean, clock: Clock = Date.now): FailureLimiter {
  const store = bucketStore(FAILURE_LIMIT, clock);
  return {
    refuseIfTooMany(name) {
      const bucket = store.read(shortened(name));
      if (isOn && !hasToken(bucket)) throw tooMany(secondsUntil(bucket, FAILURE_LIMIT, 1));
    },
    countFailure(name) {
      const key = shortened(name);
      if (isOn) store.write(key, spend(store.read(key)));
    },
  };
}

/** Lets a visit through or throws `rate_limited`; `name` is whose visits are counted together. */
export type VisitLimiter = (name: string) => void;

/** Returns a limiter of visits, or of other costly calls, each of which costs a token. */
export function visitLimiter(
  isOn: boolean,
  limit: RateLimit,
  clock: Clock = Date.now,
): VisitLimiter {
  const store = bucketStore(limit, clock);
  return (name) => {
    if (!isOn) return;
    const bucket = store.read(shortened(name));
    if (!hasToken(bucket)) throw tooMany(secondsUntil(bucket, limit, 1));
    store.write(shortened(name), spend(bucket));
  };
}

function bucketStore(limit: RateLimit, clock: Clock) {
  const buckets = new Map<string, Bucket>();
  return {
    limit,
    read(name: string): Bucket {
      const bucket = buckets.get(name);
      return bucket ? refill(bucket, limit, clock()) : fullBucket(limit, clock());
    },
    write(name: string, bucket: Bucket): void {
      if (buckets.size >= MAX_BUCKETS && !buckets.has(name)) {
        const [oldest] = buckets.keys();
        if (oldest !== undefined) buckets.delete(oldest);
      }
      buckets.set(name, bucket);
    },
  };
}

function shortened(name: string): string {
  return name.slice(0, MAX_NAME_LENGTH);
}

function tooMany(retryAfterSeconds: number): Refusal {
  return new Refusal('rate_limited', 'Too many requests. Please wait and try again.', {
    retryAfterSeconds: Math.max(1, retryAfterSeconds),
  });
}
