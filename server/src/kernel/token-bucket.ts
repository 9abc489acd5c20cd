/** How fast requests may come: `perSecond` on average, `burst` at once. */
export type RateLimit = { perSecond: number; burst: number };

/** What is left at a moment. Below zero it is a debt, which only time pays. */
export type Bucket = { tokens: number; at: number };

export function fullBucket(limit: RateLimit, nowMs: number): Bucket {
  return { tokens: limit.burst, at: nowMs };
}

/** Returns the bucket as it is now: refilled for the time that passed, never above the burst. */
export function refill(bucket: Bucket, limit: RateLimit, nowMs: number): Bucket {
  const passedMs = Math.max(0, nowMs - bucket.at);
  const tokens = Math.min(limit.burst, bucket.tokens + (passedMs * limit.perSecond) / 1000);
  return { tokens, at: bucket.at + passedMs };
}

/** Returns the bucket with one token less. */
export function spend(bucket: Bucket): Bucket {
  return { tokens: bucket.tokens - 1, at: bucket.at };
}

/** Returns whether one more request fits. */
export function hasToken(bucket: Bucket): boolean {
  return bucket.tokens >= 1;
}

/** Returns the whole seconds until the bucket has `tokens`, at least 0. */
export function secondsUntil(bucket: Bucket, limit: RateLimit, tokens: number): number {
  return Math.max(0, Math.ceil((tokens - bucket.tokens) / limit.perSecond));
}
